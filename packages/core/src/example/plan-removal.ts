import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import { Refusal } from '../plugin/refusal.js'
import type { Brought, ChangedRow, Row } from './brought.js'
import { labelOf } from './label-of.js'
import { pluginIds } from './load-example.js'
import { type ForeignKey, readKeys, readTables, type TableFacts } from './tables.js'

/** Everything that goes: ids by table. */
export type Gone = ReadonlyMap<string, ReadonlySet<number>>

export interface Removal {
  readonly exampleId: number
  readonly gone: Gone
  readonly changed: readonly ChangedRow[]
  readonly tables: readonly TableFacts[]
}

export interface Place {
  readonly table: string
  readonly id: number
}

/**
 * What goes when the example firm is taken away: the rows it brought, and those the house made of them since. Throws
 * `core.example-missing`, `core.example-in-use` (records made by hand point at it; `records: [{ table, id, label }]`),
 * or `core.example-numbers-taken` (a series went on after it, and a number never returns).
 */
export async function planRemoval(ctx: Ctx): Promise<Removal> {
  const row = await ctx.db('core_example').first<{ id: number; brought: string } | undefined>('id', 'brought')
  if (!row) throw new Refusal('core.example-missing', { status: 404 })

  const { ids, changed } = JSON.parse(row.brought) as Brought
  await refuseTakenNumbers(ctx, changed)
  const tables = await readTables(ctx.db, pluginIds(ctx))
  const keys = await readKeys(ctx.db, tables)
  const gone = await broughtIds(ctx, ids, tables)
  const blocking = await spread(ctx, { gone, keys, tables, changed })
  blocking.push(...(await valuesByHand(ctx, gone)))
  if (blocking.length > 0) throw await inUse(ctx, blocking, keys)

  return { exampleId: row.id, gone, changed, tables }
}

async function refuseTakenNumbers(ctx: Ctx, changed: readonly ChangedRow[]): Promise<void> {
  const series: string[] = []
  for (const { table, key, after } of changed) {
    if (table !== 'core_counter') continue
    const now: { n: number } | undefined = await ctx.db('core_counter').where(key).first('n')
    if (now && Number(now.n) !== Number(after['n'])) series.push(String(key['series']))
  }
  if (series.length > 0)
    throw new Refusal('core.example-numbers-taken', {
      params: { series: [...new Set(series)].join(', ') },
      extra: { series },
    })
}

async function broughtIds(
  ctx: Ctx,
  ids: Brought['ids'],
  tables: readonly TableFacts[],
): Promise<Map<string, Set<number>>> {
  const gone = new Map<string, Set<number>>()
  for (const { name, hasId } of tables) {
    const range = ids[name]
    // What is found goes with its record; words are shared and go when nobody has them.
    if (!hasId || !range || range.to <= range.from || name.startsWith('core_search_')) continue
    const found = await ctx.db(name).where('id', '>', range.from).where('id', '<=', range.to).pluck<number[]>('id')
    gone.set(name, new Set(found.map(Number)))
  }

  return gone
}

interface Spreading {
  readonly gone: Map<string, Set<number>>
  readonly keys: readonly ForeignKey[]
  readonly tables: readonly TableFacts[]
  readonly changed: readonly ChangedRow[]
}

/** Follows the foreign keys from what goes to what points at it, until nothing is added; gives what was made by hand. */
async function spread(ctx: Ctx, { gone, keys, tables, changed }: Spreading): Promise<Place[]> {
  const facts = new Map(tables.map((table) => [table.name, table]))
  const restored = new Set(changed.map(({ table, key }) => `${table}:${String(key['id'])}`))
  const blocking = new Map<string, Place>()
  let fresh = new Map([...gone].map(([table, ids]) => [table, [...ids]]))
  while (fresh.size > 0) {
    const added = new Map<string, number[]>()
    for (const key of keys) {
      const from = facts.get(key.table)
      if (!from?.hasId) continue
      for (const row of await pointing(ctx, key, fresh.get(key.parent) ?? [])) {
        const id = Number(row['id'])
        if (gone.get(key.table)?.has(id) || restored.has(`${key.table}:${id}`)) continue
        if (madeByHand(row, from, keys, gone)) {
          blocking.set(`${key.table}:${id}`, { table: key.table, id })
          continue
        }
        gone.set(key.table, (gone.get(key.table) ?? new Set()).add(id))
        added.set(key.table, [...(added.get(key.table) ?? []), id])
      }
    }
    fresh = added
  }

  return [...blocking.values()].filter(({ table, id }) => !gone.get(table)?.has(id))
}

async function pointing(ctx: Ctx, { table, column }: ForeignKey, ids: readonly number[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const part of inParts(ids)) rows.push(...((await ctx.db(table).whereIn(column, part).select()) as Row[]))

  return rows
}

/** A record was made by hand when somebody made it; a row that is no record, when what it belongs to stays. */
function madeByHand(row: Row, { name, columns }: TableFacts, keys: readonly ForeignKey[], gone: Gone): boolean {
  if (columns.has('created_by')) return row['created_by'] !== null
  const owner = ownerKey(name, keys)
  return owner !== undefined && !gone.get(owner.parent)?.has(Number(row[owner.column]))
}

/** The key a row belongs by: the one it goes with, or else its first. */
export function ownerKey(table: string, keys: readonly ForeignKey[]): ForeignKey | undefined {
  const own = keys.filter((key) => key.table === table)
  return own.find(({ cascades }) => cascades) ?? own[0]
}

/** Records that stay and have a value of an attribute that goes. */
async function valuesByHand(ctx: Ctx, gone: Gone): Promise<Place[]> {
  const entities = new Map(
    ctx.registry.plugins.flatMap((plugin) => plugin.entities ?? []).map((entity) => [entity.id, entity]),
  )
  const places: Place[] = []
  for (const part of inParts([...(gone.get('core_attribute_type') ?? [])])) {
    const rows: { entity: string; record_id: number }[] = await ctx
      .db('core_attribute_value as v')
      .join('core_attribute_type as t', 't.id', 'v.type_id')
      .whereIn('v.type_id', part)
      .distinct('t.entity', 'v.record_id')
    for (const { entity, record_id: id } of rows) {
      const table = entities.get(entity)?.model.tableName
      if (table && !gone.get(table)?.has(id)) places.push({ table, id })
    }
  }

  return places
}

async function inUse(ctx: Ctx, blocking: readonly Place[], keys: readonly ForeignKey[]): Promise<Refusal> {
  const records = []
  for (const { table, id } of blocking.slice(0, 50))
    records.push({ table, id, label: await labelOf(ctx, { table, id }, keys) })
  const labels = [...new Set(records.map(({ label }) => label))]

  return new Refusal('core.example-in-use', {
    params: { count: blocking.length, records: labels.slice(0, 10).join('; ') },
    extra: { records },
  })
}
