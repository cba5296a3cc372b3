import type { Ctx } from '../../ctx.js'
import { Recorded } from '../../db/model.js'
import { may } from '../../permissions.js'
import { entity, type Entity } from '../../plugin/entity.js'
import { choice, ref, text } from '../../plugin/fields.js'
import { polishKey } from '../../text/polish-key.js'
import { contractor } from '../contractor.js'
import { addressKinds } from '../options.js'
import { addressRules, postalCodeOf } from './part-rules.js'

export class Address extends Recorded {
  static override tableName = 'core_address'

  declare contractorId: number
  declare kind: 'seat' | 'correspondence' | 'delivery'
  /** Street, house and flat. */
  declare lines: string
  declare postalCode: string | null
  declare city: string
  /** ISO 3166, two capital letters. */
  declare country: string
}

export const address: Entity<Address> = entity('core.address', {
  model: Address,
  path: '/addresses',
  icon: 'map-pin',
  read: may.readContractors,
  edit: may.editContractors,
  follows: 'contractor',
  part: true,
  label: (row) => [row.postalCode, `${row.city},`, row.lines].filter(Boolean).join(' '),
  personal: ['lines', 'postalCode', 'city'],
  fields: {
    contractor: ref(() => contractor, { required: true }),
    kind: choice(addressKinds, { required: true, default: 'seat' }),
    lines: text({ required: true, maxLength: 300 }),
    postalCode: text({ maxLength: 20, sortKey: false, sort: false }),
    city: text({ required: true, maxLength: 100 }),
    country: text({ maxLength: 2, sortKey: false, sort: false, default: 'PL', required: true }),
  },
  derive: (row) => ({ postalCode: postalCodeOf(row) }),
  rules: addressRules,
  written: (ctx, { before, after }) => keepCity(ctx, (after ?? before)?.contractorId),
})

/** A contractor's town is that of the seat, else that of the oldest address; lists sort and filter by it. Its postal code is compared anew. */
export async function keepCity(ctx: Ctx, contractorId: number | undefined): Promise<void> {
  if (contractorId === undefined) return
  const addresses: { kind: string; city: string }[] = await ctx
    .db('core_address')
    .where({ contractor_id: contractorId })
    .orderBy('id')
    .select('kind', 'city')
  const city = (addresses.find(({ kind }) => kind === 'seat') ?? addresses[0])?.city ?? null

  await ctx
    .db('core_contractor')
    .where({ id: contractorId })
    .update({ city, city_key: city === null ? null : polishKey(city), compared_at: null })
}
