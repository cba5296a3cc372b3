import type { Ctx } from '../ctx.js'
import type { Model, Recorded } from '../db/model.js'
import type { Entity } from '../plugin/entity.js'
import { attributesOf } from '../attributes/attributes-of.js'
import { noteLabels, refLabels, refOf } from './labels.js'
import { shapeOf } from './shape.js'
import { valuesOf } from './values.js'

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
  const values = await valuesOf(ctx, shape, rows)
  noteLabels(ctx, entity, rows)
  const labels = await refLabels(ctx, [{ entity, rows }])
  const extra = attributes ? await attributesOf(ctx, entity, ids, attributes === true ? undefined : attributes) : null

  return rows.map((row) => {
    const { id, version, createdAt } = row as Recorded
    const json: Record<string, unknown> = { id, version }
    for (const { name, key, field } of shape.fields) {
      if (field.kind === 'password') continue
      const value = values.get(id)?.[key] ?? null
      json[name] = field.kind === 'ref' ? refOf(value, labels.get(field.of?.().id ?? '')) : value
    }
    if (extra) json['attributes'] = extra.get(id) ?? {}
    return { ...json, createdAt } as unknown as Presented
  })
}
