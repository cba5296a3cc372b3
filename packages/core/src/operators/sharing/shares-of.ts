import type { Ctx } from '../../ctx.js'
import type { Entity } from '../../plugin/entity.js'
import { notFound } from '../../plugin/refusal.js'

const MOST = 100

export interface OneRecord {
  readonly entity: Entity
  readonly id: number
}

export interface ShareView {
  readonly operator: { readonly id: number; readonly label: string }
  readonly by: { readonly id: number; readonly label: string } | null
  /** Last local day, or null. */
  readonly until: string | null
  readonly over: boolean
}

/** Whether single records of an entity can be shared: those that belong to somebody and decide for themselves. */
export function isShareable({ own = [], follows, read }: Entity): boolean {
  return own.length > 0 && follows === undefined && read !== 'signed-in' && read.scoped
}

/** The shareable entity of an id; 404 for others. */
export function shareable({ registry }: Ctx, entityId: string): Entity {
  const entity = registry.entity(entityId)
  if (!entity || !isShareable(entity)) throw notFound()
  return entity
}

/** With whom a record was shared, the latest first, a hundred at most; who asks must see the record, which is not asked here. */
export async function sharesOf({ db, today }: Ctx, { entity, id }: OneRecord): Promise<readonly ShareView[]> {
  const rows: Row[] = await db('core_share as s')
    .join('core_operator as o', 'o.id', 's.operator_id')
    .leftJoin('core_operator as b', 'b.id', 's.by_id')
    .where({ 's.entity': entity.id, 's.record_id': id })
    .orderBy('s.id', 'desc')
    .limit(MOST)
    .select('s.operator_id', 'o.name', 's.by_id', 'b.name as by_name', 's.until_day')

  return rows.map(({ operator_id, name, by_id, by_name, until_day }) => ({
    operator: { id: operator_id, label: name },
    by: by_id === null ? null : { id: by_id, label: by_name ?? String(by_id) },
    until: until_day,
    over: until_day !== null && until_day < today(),
  }))
}

interface Row {
  readonly operator_id: number
  readonly name: string
  readonly by_id: number | null
  readonly by_name: string | null
  readonly until_day: string | null
}
