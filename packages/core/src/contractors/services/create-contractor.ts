import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import { refuseFields, Refusal, type FieldRefusal } from '../../plugin/refusal.js'
import { contractor, type Contractor } from '../contractor.js'
import { refuseDuplicates } from './candidates.js'
import { address } from '../parts/address.js'
import { contact } from '../parts/contact.js'

/** What comes beside the contractor's own fields when it is made in one go. */
export interface FirstParts {
  readonly street?: string | null
  readonly postalCode?: string | null
  readonly town?: string | null
  readonly phone?: string | null
  readonly email?: string | null
  /** Said of those it looks like: they are not the same. */
  readonly acceptDuplicates?: boolean | null
}

type Values = Readonly<Record<string, unknown>>

/**
 * A new contractor with its main address, phone and e-mail. The owner is whoever makes it unless somebody is named. What is
 * wrong with the address or a number is refused together with the rest, under the names `street`, `town`, `phone` …; what is
 * sound but looks like another contractor, with `core.possible-duplicate`.
 */
export async function createContractor(
  ctx: Ctx,
  { street, postalCode, town, phone, email, acceptDuplicates, ...values }: FirstParts & Values,
): Promise<Contractor> {
  const refused: FieldRefusal[] = []
  const row = await collecting(refused, {}, () =>
    create(ctx, contractor, { ownerId: ctx.operator?.id ?? null, ...values }),
  )
  if (row !== null) {
    for (const { names, write } of partsOf(ctx, row, { street, postalCode, town, phone, email }))
      await collecting(refused, names, write)
  }
  if (row === null || refused.length > 0) throw refuseFields(refused)
  await refuseDuplicates(ctx, row, { accept: acceptDuplicates === true })

  return row
}

function partsOf(
  ctx: Ctx,
  { id: contractorId, country }: Contractor,
  { street, postalCode, town, phone, email }: FirstParts,
) {
  const place = { contractorId, kind: 'seat', lines: street, postalCode, city: town, country }
  const numbers = [
    { kind: 'phone', value: phone },
    { kind: 'email', value: email },
  ].filter(({ value }) => value)

  return [
    ...(street || postalCode || town
      ? [{ names: { lines: 'street', city: 'town' }, write: () => create(ctx, address, place) as Promise<unknown> }]
      : []),
    ...numbers.map(({ kind, value }) => ({
      names: { value: kind },
      write: () => create(ctx, contact, { contractorId, kind, value, main: true }) as Promise<unknown>,
    })),
  ]
}

/** Runs one of several writings that are refused together; null when it was refused. */
async function collecting<T>(
  refused: FieldRefusal[],
  names: Readonly<Record<string, string>>,
  write: () => Promise<T>,
): Promise<T | null> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof Refusal) || !error.details.fields) throw error
    refused.push(...error.details.fields.map((one) => ({ ...one, path: names[one.path] ?? one.path })))
    return null
  }
}
