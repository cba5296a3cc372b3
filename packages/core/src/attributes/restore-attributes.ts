import type { Ctx } from '../ctx.js'
import { insertMany, inParts } from '../db/bulk.js'
import { uniqueForm } from './double-values.js'
import { ordinalKey } from './value-rows.js'

type Row = Readonly<Record<string, unknown>>

interface TypeFacts {
  readonly id: number
  readonly unique_values: boolean | number
}

interface ItemFacts {
  readonly id: number
  readonly ordinal: number
}

/**
 * Puts attribute values back as they were, rows of `core_attribute_value`. Values of types and items that exist no more
 * stay away, and unique ones that somebody else has by now; the keys of choices follow the order of their items now. Says
 * whether all of them are back.
 */
export async function restoreAttributes(ctx: Ctx, rows: readonly Row[]): Promise<boolean> {
  const types = await byId<TypeFacts>(ctx, 'core_attribute_type', rows, 'type_id')
  const items = await byId<ItemFacts>(ctx, 'core_attribute_item', rows, 'item_id')
  const known = rows.filter(
    ({ type_id, item_id }) => types.has(Number(type_id)) && (item_id === null || items.has(Number(item_id))),
  )
  const unique = known.filter(({ type_id }) => Boolean(types.get(Number(type_id))?.unique_values))
  const taken = await heldBefore(ctx, unique)
  await insertMany(
    ctx.db,
    'core_attribute_unique',
    unique.filter((row) => !taken.has(row)).map((row) => ({ ...placeOf(row), record_id: row['record_id'] })),
  )
  const back = known.filter((row) => !taken.has(row))
  await insertMany(
    ctx.db,
    'core_attribute_value',
    back.map((row) => {
      const item = items.get(Number(row['item_id']))
      return item ? { ...row, sort_key: ordinalKey(item.ordinal) } : row
    }),
  )
  return back.length === rows.length
}

async function byId<T extends { readonly id: number }>(
  ctx: Ctx,
  table: string,
  rows: readonly Row[],
  column: string,
): Promise<ReadonlyMap<number, T>> {
  const ids = new Set(rows.flatMap((row) => (row[column] === null ? [] : [Number(row[column])])))
  const found = new Map<number, T>()
  for (const part of inParts([...ids]))
    for (const one of (await ctx.db(table).whereIn('id', part).select()) as T[]) found.set(one.id, one)
  return found
}

/** Rows whose value is another record's by now; a record has few unique ones. */
async function heldBefore(ctx: Ctx, unique: readonly Row[]): Promise<ReadonlySet<Row>> {
  const held = new Set<Row>()
  for (const row of unique)
    if ((await ctx.db('core_attribute_unique').where(placeOf(row)).first('record_id')) !== undefined) held.add(row)
  return held
}

const placeOf = (row: Row) => ({ type_id: row['type_id'], value: uniqueForm(row['value']) })
