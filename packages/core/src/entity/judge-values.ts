import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import type { Entity } from '../plugin/entity.js'
import type { Field } from '../plugin/fields.js'
import { Refusal, type FieldRefusal } from '../plugin/refusal.js'
import { judgeValue } from './fields/judge.js'
import { policyOf } from './policy.js'
import type { FieldShape, Shape } from './shape.js'
import type { Values } from './values.js'

export interface Judgement {
  /** Every field as it would be. */
  readonly after: Record<string, unknown>
  /** Keys of the fields that would change. */
  readonly changed: Set<string>
  readonly refused: FieldRefusal[]
}

/**
 * The given values against the rules of their fields: kinds, lengths, keys of choices, references that exist and may be
 * seen, required ones. `before` is null when the record is new; then defaults fill what is absent. A field that is not
 * given stays. Throws 400 `core.malformed` for a field nobody knows.
 */
export async function judgeValues(ctx: Ctx, shape: Shape, given: Values, before: Values | null): Promise<Judgement> {
  refuseUnknown(shape, given)
  const after: Record<string, unknown> = {}
  const changed = new Set<string>()
  const refused: FieldRefusal[] = []

  for (const each of shape.fields) {
    const { key, field } = each
    const old = before?.[key] ?? null
    const sent = (await isHidden(ctx, field, given[key], old)) ? undefined : given[key]
    const raw = rawValue(field, sent, before === null, old)
    const country = text(given['country']) ?? text(before?.['country'])
    const keys = field.kind === 'choice' || field.kind === 'choices' ? await keysOf(ctx, field, old) : undefined
    const judged = same(raw, old)
      ? { value: old }
      : judgeValue(field, raw, { path: key, ...(country && { country }), ...(keys && { keys }) })

    after[key] = 'value' in judged ? judged.value : null
    if ('error' in judged)
      refused.push({ path: key, code: judged.error, ...(judged.params && { params: judged.params }) })
    else if (judged.value === null && field.required && !field.readonly)
      refused.push({ path: key, code: 'core.required' })
    else if (!same(judged.value, old)) changed.add(key)
  }

  refused.push(...(await unknownRecords(ctx, shape, after, changed)))
  return { after, changed, refused }
}

/** Whether two JSON values of a field are one value. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => item === b[at])
  return (a ?? null) === (b ?? null)
}

function refuseUnknown({ byKey, entity }: Shape, given: Values): void {
  const unknown = Object.keys(given).filter((key) => !byKey.has(key) && !(key === 'attributes' && entity.attributable))
  if (unknown.length === 0) return
  throw new Refusal('core.malformed', {
    status: 400,
    fields: unknown.map((path) => ({ path, code: 'core.unknown-field' })),
  })
}

function rawValue(field: Field, given: unknown, isNew: boolean, old: unknown): unknown {
  if (given !== undefined) return given
  return isNew ? (field.default ?? null) : old
}

/** Whoever may not see what a record points at is shown nothing there; sending that back is no wish to clear it. */
async function isHidden(ctx: Ctx, field: Field, given: unknown, old: unknown): Promise<boolean> {
  if (field.kind !== 'ref' || !field.of || given !== null || old === null) return false
  return (await visibleIds(ctx, field.of(), [Number(old)])).size === 0
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Archived items of a dictionary are keys only for a record that has them. */
async function keysOf(ctx: Ctx, field: Field, old: unknown): Promise<readonly string[] | undefined> {
  if (!field.dictionary) return field.options?.map(({ key }) => key)
  const had = new Set(Array.isArray(old) ? old : [old])
  return (await field.dictionary(ctx)).filter(({ key, archived }) => !archived || had.has(key)).map(({ key }) => key)
}

/** One query per entity pointed at. What may not be seen does not exist. */
async function unknownRecords(
  ctx: Ctx,
  { fields }: Shape,
  after: Values,
  changed: ReadonlySet<string>,
): Promise<FieldRefusal[]> {
  const targets = new Map<Entity, FieldShape[]>()
  for (const each of fields) {
    if (each.field.kind !== 'ref' || !each.field.of || !changed.has(each.key) || after[each.key] === null) continue
    const target = each.field.of()
    targets.set(target, [...(targets.get(target) ?? []), each])
  }

  const refused: FieldRefusal[] = []
  for (const [target, pointing] of targets) {
    const there = await visibleIds(
      ctx,
      target,
      pointing.map(({ key }) => Number(after[key])),
    )
    const missing = pointing.filter(({ key }) => !there.has(Number(after[key])))
    refused.push(...missing.map(({ key }) => ({ path: key, code: 'core.unknown-record' })))
  }
  return refused
}

/** Those of the ids that exist and may be read. */
export async function visibleIds(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const { tableName } = entity.model
  const policy = policyOf(ctx, entity, 'read')
  const found = new Set<number>()
  for (const part of inParts([...new Set(ids)])) {
    const query = ctx.db(tableName).whereIn(`${tableName}.id`, part)
    if (policy) query.whereRaw(policy.sql, [...policy.bindings])
    for (const id of await query.pluck<number[]>(`${tableName}.id`)) found.add(id)
  }
  return found
}
