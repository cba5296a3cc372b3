import type { Ctx } from '../ctx.js'
import { grouped, inParts } from '../db/bulk.js'
import type { Entity } from '../plugin/entity.js'
import { attributeTypes } from './attribute-types.js'
import { valueFrom, type ValueRow } from './value-rows.js'

/** Attribute values of one record by key; a `choices` value is a list; without a value there is no key. */
export type Attributes = Readonly<Record<string, unknown>>

type Row = Pick<ValueRow, 'type_id' | 'item_id' | 'ref_id' | 'value' | 'body'> & { readonly record_id: number }

/**
 * The attributes of records in one query: all that are not archived, or those of `keys`. Every id is in the answer. Says
 * nothing about whether the records may be seen: ids come from `seen`.
 */
export async function attributesOf(
  ctx: Ctx,
  entity: Entity,
  ids: readonly number[],
  keys?: readonly string[],
): Promise<ReadonlyMap<number, Attributes>> {
  const types = (await attributeTypes(ctx, entity)).filter(({ key }) => !keys || keys.includes(key))
  const found = new Map<number, Record<string, unknown>>(ids.map((id) => [id, {}]))
  if (types.length === 0) return found

  for (const part of inParts(ids)) {
    const rows = await readValues(
      ctx,
      part,
      types.map(({ id }) => id),
    )
    const byRecord = grouped(rows, ({ record_id }) => record_id)
    for (const [record, own] of byRecord) {
      const byType = grouped(own, ({ type_id }) => type_id)
      const values = found.get(record) ?? {}
      for (const type of types) {
        const value = valueFrom(type, byType.get(type.id) ?? [])
        if (value !== null) values[type.key] = value
      }
    }
  }
  return found
}

/** The primary key begins with the record; hundreds of types of one entity are not worth naming one by one. */
async function readValues(ctx: Ctx, ids: readonly number[], types: readonly number[]): Promise<readonly Row[]> {
  return ctx
    .db('core_attribute_value')
    .whereIn('record_id', ids)
    .whereIn('type_id', types)
    .orderBy(['record_id', 'type_id', 'position'])
    .select<Row[]>('record_id', 'type_id', 'item_id', 'ref_id', 'value', 'body')
}
