import { Refusal, refuseFields, type FieldRefusal } from '@berberis/sdk'

/**
 * Does `work` and tells its refused fields together with those found before, all at once. Whatever `work` wrote goes
 * with the transaction when anything is refused.
 */
export async function together<T>(refusals: readonly FieldRefusal[], work: () => Promise<T>): Promise<T> {
  const done = await work().catch((error: unknown) => {
    const fields = error instanceof Refusal && error.status === 422 ? (error.details.fields ?? []) : []
    throw fields.length > 0 && refusals.length > 0 ? refuseFields([...fields, ...refusals]) : error
  })
  if (refusals.length > 0) throw refuseFields(refusals)
  return done
}
