import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import { visibleIds } from '../entity/judge-values.js'
import { Refusal } from '../plugin/refusal.js'
import { textLength } from '../text/normal-text.js'
import type { AttributeType } from './attribute-type.js'
import { attributableOf } from './find-type.js'
import { uniqueForm } from './double-values.js'
import { LONGEST_UNIQUE } from './read-types.js'

const BATCH = 5000
const TOLD = 20

interface Row {
  readonly record_id: number
  readonly value: string
}

/**
 * Holds the values an attribute has already to be had once: `core.attribute-doubles` with the first 20 of those that are
 * not (value and records, as far as they may be seen), `core.attribute-too-long` for a text beyond 120 signs.
 */
export async function holdAllUnique(ctx: Ctx, type: AttributeType): Promise<void> {
  const held = new Map<string, number[]>()
  for await (const rows of values(ctx, type.id)) {
    const long = rows.find(({ value }) => textLength(value) > LONGEST_UNIQUE)
    if (long) throw new Refusal('core.attribute-too-long', { params: { max: LONGEST_UNIQUE } })
    for (const { record_id, value } of rows) {
      const records = held.get(uniqueForm(value))
      if (records) records.push(record_id)
      else held.set(uniqueForm(value), [record_id])
    }
  }
  const doubles = [...held].filter(([, records]) => records.length > 1)
  if (doubles.length > 0) throw await doublesRefusal(ctx, type, doubles)

  await letAllBe(ctx, type)
  const rows = [...held].map(([value, [record_id]]) => ({ type_id: type.id, value, record_id }))
  await insertMany(ctx.db, 'core_attribute_unique', rows)
}

/** Lets values be had more than once again. */
export async function letAllBe(ctx: Ctx, { id }: Pick<AttributeType, 'id'>): Promise<void> {
  await ctx.db('core_attribute_unique').where('type_id', id).delete()
}

async function* values(ctx: Ctx, type_id: number): AsyncGenerator<readonly Row[]> {
  let [key, record] = ['', 0]
  for (;;) {
    const rows = await ctx
      .db('core_attribute_value')
      .where({ type_id })
      .where('sort_key', '>=', key)
      .where((after) => after.where('sort_key', '>', key).orWhere('record_id', '>', record))
      .orderBy(['sort_key', 'record_id'])
      .limit(BATCH)
      .select<(Row & { readonly sort_key: string })[]>('record_id', 'value', 'sort_key')
    yield rows
    const last = rows.at(-1)
    if (rows.length < BATCH || !last) return
    ;[key, record] = [last.sort_key, last.record_id]
  }
}

async function doublesRefusal(
  ctx: Ctx,
  type: AttributeType,
  doubles: readonly (readonly [string, readonly number[]])[],
): Promise<Refusal> {
  const told = doubles.slice(0, TOLD)
  const entity = attributableOf(ctx, type.entity)
  const seen = await visibleIds(
    ctx,
    entity,
    told.flatMap(([, records]) => records.slice(0, TOLD)),
  )
  const named = told.map(([value, records]) => ({
    value,
    records: records.slice(0, TOLD).filter((id) => seen.has(id)),
  }))
  return new Refusal('core.attribute-doubles', {
    params: { count: doubles.length, value: told[0]?.[0] ?? '' },
    extra: { count: doubles.length, doubles: named },
  })
}
