import type { Ctx } from '../ctx.js'
import type { Model, Recorded } from '../db/model.js'
import type { Entity } from '../plugin/entity.js'
import { shownAttributes } from '../attributes/shown-attributes.js'
import { fromColumn } from './fields/column.js'
import { noteLabels, refLabels, refOf } from './labels.js'
import { shapeOf, type FieldShape } from './shape.js'
import { keptLists } from './values.js'

/** A record as both doors have it (spec-core §10). */
export type Presented = { readonly id: number; readonly version: number; readonly createdAt: string } & Record<
  string,
  unknown
>

export interface PresentOptions {
  /** True for all attributes, or the keys of those wanted. */
  readonly attributes?: true | readonly string[]
}

/**
 * Rows as JSON: fields by name, references as `{ id, label }` (one query per entity pointed at, `{ id: null, hidden: true }`
 * for what the asking one may not see), lists in order, attributes by key. In the order of `rows`. Rows must come from `seen`.
 */
export async function present(
  ctx: Ctx,
  entity: Entity,
  rows: readonly Model[],
  { attributes }: PresentOptions = {},
): Promise<Presented[]> {
  if (rows.length === 0) return []
  const shape = shapeOf(entity)
  const ids = rows.map(({ id }) => id)
  const lists = await keptLists(ctx, shape, ids)
  noteLabels(ctx, entity, rows)
  const labels = await refLabels(ctx, [{ entity, rows }])
  const extra = attributes
    ? await shownAttributes(ctx, entity, ids, attributes === true ? undefined : attributes)
    : null

  const shown = shape.fields.filter(({ field }) => field.kind !== 'password')
  const blank = blankOf(shown, extra !== null)

  return rows.map((row) => {
    const { id, version, createdAt } = row as Recorded
    const given = row as unknown as Readonly<Record<string, unknown>>
    const json: Record<string, unknown> = { ...blank }
    json['id'] = id
    json['version'] = version
    for (const { name, key, prop, field } of shown) {
      const value = prop === null ? (lists.get(id)?.[key] ?? null) : fromColumn(field, given[prop])
      json[name] = field.kind === 'ref' ? refOf(value, labels.get(field.of?.().id ?? '')) : value
    }
    if (extra) json['attributes'] = extra.get(id) ?? {}
    json['createdAt'] = createdAt
    return json as unknown as Presented
  })
}

/**
 * A record with every name and no value, to be copied for each row: an object that is given more than a dozen names one by
 * one becomes a slow one, while the parser of JSON makes fast ones, and their copies are fast too.
 */
function blankOf(fields: readonly FieldShape[], attributes: boolean): Readonly<Record<string, null>> {
  const names = ['id', 'version', ...fields.map(({ name }) => name), ...(attributes ? ['attributes'] : []), 'createdAt']
  return JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))) as Record<string, null>
}
