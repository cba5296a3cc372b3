import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { inParts } from '../db/bulk.js'
import type { Entity } from '../plugin/entity.js'
import { fromColumn } from './fields/column.js'
import { seenByIds } from './seen.js'
import { shapeOf } from './shape.js'

/** A reference as it is read; one that may not be seen says so and nothing else. */
export type PresentedRef =
  { readonly id: number; readonly label: string } | { readonly id: null; readonly hidden: true } | null

/** Labels of one entity's records by id; those that may not be seen are missing. */
export type Labels = ReadonlyMap<number, string>

/** Rows that point at other records: by all references of their entity, or by those named. */
export interface Pointing {
  readonly entity: Entity
  readonly rows: readonly Model[]
  readonly names?: readonly string[]
}

/** What a request has found already; null for what may not be seen. */
const found = new WeakMap<Ctx, Map<string, Map<number, string | null>>>()

/**
 * Labels of all records that rows point at, by entity: one query for each entity pointed at. A page that shows several
 * kinds of rows asks for all of them first, for a request remembers what it has found. A transaction asks anew, for it may
 * rename.
 */
export async function refLabels(ctx: Ctx, pointing: readonly Pointing[]): Promise<ReadonlyMap<string, Labels>> {
  const wanted = new Map<Entity, Set<number>>()
  for (const { entity, rows, names } of pointing) {
    for (const { name, field, prop } of shapeOf(entity).fields) {
      if (field.kind !== 'ref' || !field.of || prop === null || (names && !names.includes(name))) continue
      const ids = wanted.get(field.of()) ?? new Set<number>()
      wanted.set(field.of(), ids)
      for (const row of rows) {
        const id = fromColumn(field, (row as unknown as Record<string, unknown>)[prop])
        if (typeof id === 'number') ids.add(id)
      }
    }
  }
  return allLabels(ctx, wanted)
}

/** References of a row by the names of their fields, out of labels that were asked for before. */
export function refsIn<Name extends string>(
  entity: Entity,
  row: Model,
  names: readonly Name[],
  labels: ReadonlyMap<string, Labels>,
): Readonly<Record<Name, PresentedRef>> {
  const { byName } = shapeOf(entity)
  const refs = names.map((name) => {
    const { field, prop } = byName.get(name) ?? {}
    if (!field?.of || !prop) throw new Error(`${entity.id}: ${name} is no reference`)
    const value = fromColumn(field, (row as unknown as Record<string, unknown>)[prop])
    return [name, refOf(value, labels.get(field.of().id))]
  })
  return Object.fromEntries(refs) as Record<Name, PresentedRef>
}

/** Remembers what rows that are shown are called; others on the page may point at them. Rows must come from `seen`. */
export function noteLabels(ctx: Ctx, entity: Entity, rows: readonly Model[]): void {
  const known = memoryOf(ctx, entity)
  for (const row of rows) known.set(row.id, entity.label(row))
}

/** The value of a reference with its label; without one it may not be seen. */
export function refOf(value: unknown, labels: Labels | undefined): PresentedRef {
  if (value === null) return null
  const label = labels?.get(Number(value))
  return label === undefined ? { id: null, hidden: true } : { id: Number(value), label }
}

/** What visible records are called, by id; those that may not be seen are missing. */
export async function labelsOf(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<Labels> {
  return (await allLabels(ctx, new Map([[entity, new Set(ids)]]))).get(entity.id) ?? new Map()
}

async function allLabels(
  ctx: Ctx,
  wanted: ReadonlyMap<Entity, ReadonlySet<number>>,
): Promise<ReadonlyMap<string, Labels>> {
  const labels = new Map<string, Labels>()
  for (const [entity, ids] of wanted) {
    const known = memoryOf(ctx, entity)
    const unknown = [...ids].filter((id) => !known.has(id))
    for (const part of inParts(unknown)) {
      const rows = await seenByIds(ctx, entity, part)
      for (const id of part) known.set(id, null)
      for (const row of rows) known.set(row.id, entity.label(row))
    }
    labels.set(entity.id, new Map([...ids].flatMap((id) => labelled(id, known.get(id)))))
  }
  return labels
}

function labelled(id: number, label: string | null | undefined): [number, string][] {
  return typeof label === 'string' ? [[id, label]] : []
}

function memoryOf(ctx: Ctx, entity: Pick<Entity, 'id'>): Map<number, string | null> {
  if (ctx.db.isTransaction) return new Map()
  const all = found.get(ctx) ?? new Map<string, Map<number, string | null>>()
  const own = all.get(entity.id) ?? new Map<number, string | null>()
  found.set(ctx, all.set(entity.id, own))
  return own
}
