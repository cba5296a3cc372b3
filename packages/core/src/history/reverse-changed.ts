import { attributeTypes } from '../attributes/attribute-types.js'
import { attributesOf } from '../attributes/attributes-of.js'
import type { Ctx } from '../ctx.js'
import type { Recorded } from '../db/model.js'
import { same } from '../entity/judge-values.js'
import { save } from '../entity/save.js'
import { seenOne } from '../entity/seen.js'
import { shapeOf } from '../entity/shape.js'
import { valuesOf, type Values } from '../entity/values.js'
import { inSavepoint } from '../db/savepoint.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import type { ReversedChange, ReversedEntry } from '../plugin/reversals.js'
import { reasonsOf, type Undone } from './undone.js'

type Left = Undone['left'][number]
type Others = (field: string) => Promise<Undone | null>

const ATTRIBUTE = 'attributes.'

/**
 * Puts fields back that still have the value the entry gave them, by an ordinary save; the others are left. A field whose
 * old value a rule refuses by now is left, too, and the rest tried without it. `others` undoes what is no field.
 */
export async function reverseChanged(
  ctx: Ctx,
  entity: Entity,
  id: number,
  { changes }: ReversedEntry,
  others: Others,
): Promise<Undone> {
  const row = (await seenOne(ctx, entity, id)) as Recorded
  const sorted = await sort(ctx, entity, row, changes)
  const left: Left[] = [...sorted.left]
  let done = await putBack(ctx, entity, row, sorted.back, left)
  for (const { field } of sorted.foreign) {
    const outcome = (await others(field)) ?? { restored: false, left: [{ field, reason: 'core.not-undoable' }] }
    left.push(...outcome.left)
    done = done || outcome.restored
  }
  return { restored: done, left }
}

interface Sorted {
  readonly back: readonly ReversedChange[]
  readonly foreign: readonly ReversedChange[]
  readonly left: readonly Left[]
}

async function sort(ctx: Ctx, entity: Entity, row: Recorded, changes: readonly ReversedChange[]): Promise<Sorted> {
  const shape = shapeOf(entity)
  const values = (await valuesOf(ctx, shape, [row])).get(row.id) ?? {}
  const attributes = (await attributesOf(ctx, entity, [row.id])).get(row.id) ?? {}
  const keys = new Set((await attributeTypes(ctx, entity)).map(({ key }) => key))
  const derived = new Set(Object.keys(entity.derive?.(values) ?? {}))
  const sorted = { back: [] as ReversedChange[], foreign: [] as ReversedChange[], left: [] as Left[] }
  for (const change of changes) {
    const { field, before, after } = change
    // What is computed from the others comes back with them.
    if (derived.has(field)) continue
    const key = field.startsWith(ATTRIBUTE) ? field.slice(ATTRIBUTE.length) : null
    if (key === null && !shape.byKey.has(field)) sorted.foreign.push(change)
    else if (key !== null && !keys.has(key)) sorted.left.push({ field, reason: 'core.attribute-gone' })
    else {
      const now = key === null ? values[field] : attributes[key]
      if (same(now, after)) sorted.back.push(change)
      else if (!same(now, before)) sorted.left.push({ field, reason: 'core.changed-since' })
    }
  }
  return sorted
}

async function putBack(
  ctx: Ctx,
  entity: Entity,
  row: Recorded,
  back: readonly ReversedChange[],
  left: Left[],
): Promise<boolean> {
  if (back.length === 0) return false
  try {
    await inSavepoint(ctx.db, () => save(ctx, entity, row.id, { version: row.version, ...valuesFrom(back) }))
    return true
  } catch (error) {
    const refused = error instanceof Refusal ? (error.details.fields ?? []).map(({ path }) => path) : []
    const others = back.filter(({ field }) => !refused.includes(field.replace(ATTRIBUTE, 'attr.')))
    if (!(error instanceof Refusal) || others.length === back.length) throw error
    left.push(...reasonsOf(error))
    return putBack(ctx, entity, row, others, left)
  }
}

function valuesFrom(back: readonly ReversedChange[]): Values {
  const values: Record<string, unknown> = {}
  const attributes: Record<string, unknown> = {}
  for (const { field, before } of back)
    if (field.startsWith(ATTRIBUTE)) attributes[field.slice(ATTRIBUTE.length)] = before
    else values[field] = before
  return Object.keys(attributes).length > 0 ? { ...values, attributes } : values
}
