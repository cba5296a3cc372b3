import type { Ctx } from '../../ctx.js'
import type { Recorded } from '../../db/model.js'
import { create } from '../../entity/create.js'
import { save } from '../../entity/save.js'
import { seen } from '../../entity/seen.js'
import type { Entity } from '../../plugin/entity.js'
import { contractor } from '../contractor.js'
import { address } from '../parts/address.js'
import { contact } from '../parts/contact.js'
import type { FirstParts } from './create-contractor.js'

type Values = Readonly<Record<string, unknown>>

/**
 * Changes a contractor by a row of a file that has its address, phone and e-mail on the same line: its seat and its main
 * numbers become those of the row, and are made where there are none. What the row leaves empty stays. Answers whether
 * anything differs now.
 */
export async function saveImportedContractor(
  ctx: Ctx,
  id: number,
  {
    street,
    postalCode,
    town,
    phone,
    email,
    acceptDuplicates: _,
    ...values
  }: FirstParts & Values & { readonly version: number },
): Promise<boolean> {
  const row = await save(ctx, contractor, id, values as Values & { version: number })
  const place = { lines: street, postalCode, city: town }
  const changed = [
    row.version !== values.version,
    await savePart(ctx, address, { contractorId: id, kind: 'seat' }, place),
    await savePart(ctx, contact, { contractorId: id, kind: 'phone' }, { value: phone }),
    await savePart(ctx, contact, { contractorId: id, kind: 'email' }, { value: email }),
  ]
  return changed.includes(true)
}

/** The main one of its kind, or the oldest; made when there is none. */
async function savePart(
  ctx: Ctx,
  entity: Entity,
  of: { readonly contractorId: number; readonly kind: string },
  given: Values,
): Promise<boolean> {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null))
  if (Object.keys(said).length === 0) return false
  const query = seen(ctx, entity).where({ contractor_id: of.contractorId, kind: of.kind })
  if (entity.id === contact.id) void query.orderBy('main', 'desc')
  const row = (await query.orderBy('id').first()) as Recorded | undefined
  if (!row) {
    await create(ctx, entity, { ...of, ...said, ...(entity.id === contact.id && { main: true }) })
    return true
  }
  const saved = (await save(ctx, entity, row.id, { ...said, version: row.version })) as Recorded
  return saved.version !== row.version
}
