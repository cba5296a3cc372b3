import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { onlyVisible } from '../entity/policy.js'
import { seen } from '../entity/seen.js'
import { columnOf, shapeOf, type FieldShape } from '../entity/shape.js'
import type { Entity } from '../plugin/entity.js'
import { fold } from '../text/fold.js'
import { queryWords } from '../text/search-words.js'
import { countHits, recordHas, recordsWith } from './fragment-sql.js'
import { isSearchable } from './searchable.js'

export interface Picked {
  readonly id: number
  readonly label: string
  readonly sub: string | undefined
}

const OFFERED = 8
/** Rows of an entity that is in no search are few; they are compared by label. */
const MOST_COMPARED = 500
/** More hits than this, and the order of names is walked instead. */
const MANY = 1000

/**
 * At most eight records a picker offers for what was typed: visible, pickable ones, in the order of their names. `where`
 * narrows by the entity's own fields (`{ contractorId: 5 }`), a reference to what may not be seen counting as empty; names
 * nobody knows are refused as malformed by the caller's schema and passed over here.
 */
export async function pick(
  ctx: Ctx,
  entity: Entity,
  q: string,
  where: Readonly<Record<string, unknown>> = {},
): Promise<readonly Picked[]> {
  const rows = await offered(ctx, entity, q.trim(), where)
  return rows.slice(0, OFFERED).map((row) => ({ id: row.id, label: entity.label(row), sub: entity.line?.(row) }))
}

async function offered(
  ctx: Ctx,
  entity: Entity,
  q: string,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly Model[]> {
  const table = entity.model.tableName
  const { byKey } = shapeOf(entity)
  const query = seen(ctx, entity)
    .orderBy(`${table}.${columnOf(entity, entity.sortBy ?? 'id')}`)
    .orderBy(`${table}.id`)
  const narrowed = Object.entries(where).filter(([key]) => isNarrowing(byKey.get(key)))
  for (const [key, value] of [...Object.entries(entity.pickable ?? {}), ...narrowed]) {
    const column = `${table}.${columnOf(entity, byKey.get(key)?.column ?? key)}`
    if (value === null) query.whereNull(column)
    else query.where(column, value as string | number)
    const shown = onlyVisible(ctx, byKey.get(key)?.field.of?.(), column)
    if (shown) query.whereRaw(shown.sql, [...shown.bindings])
  }
  if (q === '') return query.limit(OFFERED)

  const words = queryWords(q)
  if (words.length === 0 || !isSearchable(entity)) {
    const wanted = fold(q)
    return (await query.limit(MOST_COMPARED)).filter((row) => fold(entity.label(row)).includes(wanted))
  }
  const few = (await countHits(ctx.db, entity.id, words, MANY)) <= MANY
  const found = few ? recordsWith(entity.id, words) : recordHas(entity.id, words, `\`${table}\`.\`id\``)
  const condition = few ? `\`${table}\`.\`id\` in (${found.sql})` : found.sql
  return query.whereRaw(condition, [...found.bindings]).limit(OFFERED)
}

/** A column of its own, and nothing that is kept from reading. */
const isNarrowing = (shape: FieldShape | undefined): boolean =>
  shape !== undefined && shape.column !== null && shape.field.kind !== 'password'
