import type { Ctx } from '../ctx.js'
import type { Model, Recorded } from '../db/model.js'
import type { Entity } from '../plugin/entity.js'
import { attributesOf } from '../attributes/attributes-of.js'
import { fromColumn } from './fields/column.js'
import { seenByIds } from './seen.js'
import { shapeOf, type FieldShape } from './shape.js'
import { inParts } from '../db/bulk.js'
import { valuesOf } from './values.js'

/** A reference as it is read; one that may not be seen says so and nothing else. */
export type PresentedRef =
  { readonly id: number; readonly label: string } | { readonly id: null; readonly hidden: true } | null

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
  const labels = await refLabels(ctx, shape.fields, rows)
  const extra = attributes ? await attributesOf(ctx, entity, ids, attributes === true ? undefined : attributes) : null

  return rows.map((row) => {
    const { id, version, createdAt } = row as Recorded
    const json: Record<string, unknown> = { id, version }
    for (const { name, key, field } of shape.fields) {
      if (field.kind === 'password') continue
      const value = values.get(id)?.[key] ?? null
      json[name] = field.kind === 'ref' ? asRef(value, labels.get(field.of?.().id ?? '')) : value
    }
    if (extra) json['attributes'] = extra.get(id) ?? {}
    return { ...json, createdAt } as unknown as Presented
  })
}

function asRef(value: unknown, labels: ReadonlyMap<number, string> | undefined): PresentedRef {
  if (value === null) return null
  const label = labels?.get(Number(value))
  return label === undefined ? { id: null, hidden: true } : { id: Number(value), label }
}

/** Labels of all records pointed at, by entity and id. */
async function refLabels(ctx: Ctx, fields: readonly FieldShape[], rows: readonly Model[]) {
  const wanted = new Map<Entity, Set<number>>()
  for (const { field, prop } of fields) {
    if (field.kind !== 'ref' || !field.of || prop === null) continue
    const target = field.of()
    const ids = wanted.get(target) ?? new Set<number>()
    wanted.set(target, ids)
    for (const row of rows) {
      const id = fromColumn(field, (row as unknown as Record<string, unknown>)[prop])
      if (typeof id === 'number') ids.add(id)
    }
  }

  const labels = new Map<string, ReadonlyMap<number, string>>()
  for (const [target, ids] of wanted) if (ids.size > 0) labels.set(target.id, await labelsOf(ctx, target, [...ids]))
  return labels
}

/** What visible records are called, by id; those that may not be seen are missing. */
export async function labelsOf(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const labels = new Map<number, string>()
  for (const part of inParts(ids)) {
    for (const row of await seenByIds(ctx, entity, part)) labels.set(row.id, entity.label(row))
  }
  return labels
}
