import type { Ctx } from '../ctx.js'
import { engineOf } from '../db/connect.js'
import { selectRaw } from '../db/select-raw.js'
import type { Sql } from '../entity/policy.js'
import type { Entity } from '../plugin/entity.js'
import { afterAll, afterFirst, orderBy } from './keyset.js'
import type { OrderKey } from './order-sql.js'
import type { Plan } from './plan.js'
import { name, sql } from './sql.js'

/** Where a row stands in the order: the values of its keys, and its id. */
export interface Place {
  readonly values: readonly (string | number | null)[]
  readonly id: number
}

export type RawRow = Record<string, unknown> & { id: number }

export interface Walked {
  readonly row: RawRow
  readonly place: Place
}

export interface Walk {
  readonly entity: Entity
  readonly plan: Plan
  readonly keys: readonly OrderKey[]
  /** Towards the beginning instead of the end. */
  readonly back: boolean
  readonly from: Place | null
  /** Columns to be read: all, or the id alone when rows are only counted. */
  readonly columns: 'all' | 'id'
}

/** A walk past many rows that fail a test takes longer steps as it goes. */
const LARGEST_BATCH = 2000

/** A part of the list: the rows that have the first key, and those that lack it, who come last both ways. */
type Part = 'with' | 'without'

/** The rows of a list in order from a place, batch by batch, those that fail a test left out. */
export async function* walk(ctx: Ctx, given: Walk, batch: number): AsyncGenerator<Walked[]> {
  const parts = partsFrom(given)
  for (const [at, part] of parts.entries()) {
    let from = at === 0 ? given.from : null
    for (let size = batch; ; size = Math.min(size * 4, LARGEST_BATCH)) {
      const rows = await read(ctx, given, part, from, size)
      yield rows.filter(({ row }) => given.plan.tests.every(({ passes }, n) => passes(row[`__t${n}`])))
      const last = rows.at(-1)
      if (!last || rows.length < size) break
      from = last.place
    }
  }
}

function partsFrom({ keys, back, from }: Walk): readonly Part[] {
  const [first] = keys
  if (!first) return ['without']
  const parts: Part[] = first.always ? ['with'] : back ? ['without', 'with'] : ['with', 'without']
  if (!from || first.always) return parts
  return parts.slice(parts.indexOf(from.values[0] === null ? 'without' : 'with'))
}

async function read(
  ctx: Ctx,
  { entity, plan, keys, back, columns }: Walk,
  part: Part,
  from: Place | null,
  batch: number,
): Promise<Walked[]> {
  const table = entity.model.tableName
  const [first] = keys
  const leads = first !== undefined && first.typeId !== null && part === 'with'
  const id = leads ? 's0.record_id' : name(table, 'id')
  const here = first && part === 'without' ? keys.slice(1) : keys
  const order = { keys: here, back, present: part === 'with', id, idDown: keys.at(-1)?.down ?? false }
  const position = from && (part === 'without' && first ? { ...from, values: from.values.slice(1) } : from)

  const picked = [
    columns === 'all' ? sql(`\`${table}\`.*`) : sql(name(table, 'id')),
    ...here.map(({ expr }, at) => sql(`${expr} as __k${at}`)),
    ...plan.tests.map(({ value }, at) => sql(`${value.sql} as __t${at}`, value.bindings)),
  ]
  const sources = leads ? leadingSource(ctx, table, plan.driven) : sql(`from \`${table}\``)
  // Rows without an attribute are asked for by `not exists`; the join of any other first key serves both parts.
  const joined = first?.typeId != null ? keys.slice(1) : keys
  const joins = joined.flatMap(({ join }) => (join ? [join] : []))
  const where = [
    ...plan.where,
    ...(first ? [presence(table, first, part, leads)] : []),
    ...(position ? [part === 'with' && first ? afterFirst(order, position) : afterAll(order, position)] : []),
  ]
  const text = [
    `select ${picked.map((each) => each.sql).join(', ')} ${sources.sql}`,
    ...joins.map((join) => join.sql),
    where.length > 0 ? `where ${where.map((each) => `(${each.sql})`).join(' and ')}` : '',
    `order by ${orderBy(order)} limit ${batch}`,
  ].join(' ')
  const bindings = [...picked, sources, ...joins, ...where].flatMap((each) => each.bindings)

  const rows = await selectRaw<RawRow>(ctx.db, text, bindings)
  const missing = part === 'without' && first ? [null] : []
  return rows.map((row) => ({
    row,
    place: { values: [...missing, ...here.map((_key, at) => keyValue(row[`__k${at}`]))], id: Number(row.id) },
  }))
}

/** The index of the attribute leads; neither database may turn the join round and sort everything. */
function leadingSource(ctx: Ctx, table: string, driven: boolean): Sql {
  const join = driven ? 'join' : engineOf(ctx.db) === 'sqlite' ? 'cross join' : 'straight_join'
  return sql(`from core_attribute_value s0 ${join} \`${table}\` on ${name(table, 'id')} = s0.record_id`)
}

function presence(table: string, { expr, typeId }: OrderKey, part: Part, leads: boolean): Sql {
  if (leads) return sql('s0.type_id = ? and s0.position = 0', [typeId ?? 0])
  if (part === 'with') return sql(`${expr} is not null`)
  if (typeId === null) return sql(`${expr} is null`)
  return sql(
    `not exists (select 1 from core_attribute_value n where n.record_id = ${name(table, 'id')} and n.type_id = ?)`,
    [typeId],
  )
}

const keyValue = (value: unknown): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null
