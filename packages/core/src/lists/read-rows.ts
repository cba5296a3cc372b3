import type { Ctx } from '../ctx.js'
import { engineOf } from '../db/connect.js'
import { selectRaw } from '../db/select-raw.js'
import type { Sql } from '../entity/policy.js'
import { afterAll, afterFirst, afterInTwo, before, orderBy, orderByName } from './keyset.js'
import type { OrderKey } from './order-sql.js'
import { allOf, name, sql } from './sql.js'
import type { Leg, Part, RawRow, Walk, Walked } from './walk.js'

/** At most `batch` rows of a leg, in order. */
export async function readRows(ctx: Ctx, given: Walk, leg: Leg, batch: number): Promise<Walked[]> {
  const { entity, plan, columns } = given
  const { keys, order, joins, sources, where, place } = wayOf(ctx, given, leg)
  const table = entity.model.tableName
  const picked = [
    columns === 'all' ? sql(`\`${table}\`.*`) : sql(name(table, 'id')),
    ...keys.map(({ expr }, at) => sql(`${expr} as __k${at}`)),
    ...plan.tests.map(({ value }, at) => sql(`${value.sql} as __t${at}`, value.bindings)),
  ]
  const read = (narrowed: readonly Sql[]): Sql => {
    const parts = [...picked, sources, ...joins, ...narrowed]
    const from = [sources, ...joins].map((each) => each.sql).join(' ')
    const columns = picked.map((each) => each.sql).join(', ')
    return sql(
      `select ${columns} ${from} ${whole(narrowed)} order by ${orderBy(order)} limit ${batch}`,
      parts.flatMap((each) => each.bindings),
    )
  }
  const places = place === null ? [[]] : (place.inTwo ?? [place.whole]).map((each) => [each])
  const ways = (plan.branches ?? [null]).flatMap((branch) => places.map((at) => [...(branch ? [branch] : []), ...at]))
  const reads = ways.map((way) => read([...way, ...where]))
  const [only, ...others] = reads
  const { sql: text, bindings } =
    only && others.length === 0 ? only : merged(reads, `order by ${orderByName(order)} limit ${batch}`)

  const rows = await selectRaw<RawRow>(ctx.db, text, bindings)
  const missing = given.keys.length > keys.length ? [null] : []
  return rows.map((row) => ({
    row,
    place: { values: [...missing, ...keys.map((_key, at) => keyValue(row[`__k${at}`]))], id: Number(row.id) },
  }))
}

/** The first key of the row that comes `count` rows after the place where a leg begins; null when there are fewer. */
export async function keyAfter(ctx: Ctx, given: Walk, leg: Leg, count: number): Promise<string | number | null> {
  const { keys, order, sources, where: conditions, place } = wayOf(ctx, given, leg)
  const where = [...conditions, ...(place ? [place.whole] : [])]
  const text = `select ${keys[0]?.expr} as k ${sources.sql} ${whole(where)} order by ${orderBy(order)} limit 1 offset ${count}`
  const [row] = await selectRaw<{ k: unknown }>(
    ctx.db,
    text,
    [sources, ...where].flatMap((each) => each.bindings),
  )
  return keyValue(row?.k)
}

/** The first rows of each branch, and of those the first. */
function merged(branches: readonly Sql[], first: string): Sql {
  const parts = branches.map(({ sql: text }, at) => `select * from (${text}) b${at}`)
  return sql(
    `select * from (${parts.join(' union all ')}) merged ${first}`,
    branches.flatMap(({ bindings }) => bindings),
  )
}

const whole = (where: readonly Sql[]): string => (where.length > 0 ? `where ${allOf(where)?.sql}` : '')

/** From where, by which keys and under which conditions the rows of a leg are read. */
function wayOf(ctx: Ctx, { entity, plan, keys, back }: Walk, { part, where, from, until }: Leg) {
  const table = entity.model.tableName
  const [first] = keys
  const leads = first !== undefined && first.typeId !== null && part === 'with'
  const id = leads ? 's0.record_id' : name(table, 'id')
  const here = first && part === 'without' ? keys.slice(1) : keys
  const order = { keys: here, back, present: part === 'with', id, idDown: keys.at(-1)?.down ?? false }
  const position = from && (part === 'without' && first ? { ...from, values: from.values.slice(1) } : from)
  // Rows without an attribute are asked for by `not exists`; the join of any other first key serves both parts.
  const joined = first?.typeId != null ? keys.slice(1) : keys

  return {
    keys: here,
    order,
    sources: leads ? leadingSource(ctx, table, plan.driven) : sql(`from \`${table}\``),
    joins: joined.flatMap(({ join }) => (join ? [join] : [])),
    where: [
      ...where,
      ...(first ? [presence(table, first, part, leads)] : []),
      ...(until !== null ? [before(order, until)] : []),
    ],
    place: position && {
      whole: part === 'with' && first ? afterFirst(order, position) : afterAll(order, position),
      inTwo: part === 'with' && engineOf(ctx.db) === 'sqlite' ? afterInTwo(order, position) : null,
    },
  }
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
