import { judgeAttributes } from '../attributes/judge-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Recorded } from '../db/model.js'
import { Refusal } from '../plugin/refusal.js'
import { changesSince, type ChangedSince } from './changes-since.js'
import { conflictOf, type Differing } from './conflict.js'
import { judgeValues } from './judge-values.js'
import type { Shape } from './shape.js'
import type { Values } from './values.js'

/** What somebody sends for a record he read at an older version. */
export interface Stale {
  readonly row: Recorded
  /** The values the record has now. */
  readonly before: Values
  readonly version: number
  readonly values: Values
}

/**
 * Lays what was sent over what others changed meanwhile, field by field: what he left as it was at his version stays
 * theirs, what both changed to the same is no conflict, lists join by item. Gives the values to save over the version of
 * now; throws 409 `core.conflict` with `fields: [{ path, mine, theirs, original, by, at }]` when both changed one field.
 */
export async function mergeValues(ctx: Ctx, shape: Shape, { row, before, version, values }: Stale): Promise<Values> {
  const { entity } = shape
  const since = await changesSince(ctx, entity, { id: row.id, version: row.version, values: before }, version)
  const { after, refused } = await judgeValues(ctx, shape, values, before)
  const attributes = await judgeAttributes(ctx, entity, values['attributes'], row.id)
  const sent = (values['attributes'] ?? {}) as Values
  const wrong = new Set([...refused, ...attributes.refused].map(({ path }) => path))

  const merged: Record<string, unknown> = { ...values }
  const mergedAttributes: Record<string, unknown> = { ...sent }
  const differing: Differing[] = []
  const meet = (path: string, mine: unknown, theirs: unknown, changed: ChangedSince | undefined) => {
    const met = wrong.has(path) ? keep : meeting(mine, theirs, since ? changed : unknown)
    if (met === 'differ') differing.push({ path, mine, theirs, ...(changed ?? unknown) })
    return met
  }
  for (const key of Object.keys(values)) {
    if (key === 'attributes') continue
    const met = meet(key, after[key] ?? null, before[key] ?? null, since?.get(key))
    if (met === 'theirs') delete merged[key]
    else if (Array.isArray(met)) merged[key] = met
  }
  for (const key of Object.keys(sent)) {
    const changed = since?.get(`attributes.${key}`)
    const met = meet(`attr.${key}`, attributes.after[key] ?? null, attributes.before[key] ?? null, changed)
    if (met === 'theirs') delete mergedAttributes[key]
    else if (Array.isArray(met)) mergedAttributes[key] = met
  }
  if (differing.length > 0) throw await conflictOf(ctx, shape, row, differing)
  return values['attributes'] === undefined ? merged : { ...merged, attributes: mergedAttributes }
}

const keep = 'mine'

/** Without a trail everything that differs was changed by somebody, nobody knows whom. */
const unknown: ChangedSince = { original: undefined, latest: undefined, by: null, at: '' }

type Meeting = 'mine' | 'theirs' | 'differ' | readonly unknown[]

function meeting(mine: unknown, theirs: unknown, changed: ChangedSince | undefined): Meeting {
  if (!changed) return keep
  if (alike(mine, theirs)) return 'theirs'
  if (changed.original === undefined) return 'differ'
  if (alike(mine, changed.original)) return 'theirs'
  if (!isList(mine, theirs, changed.original)) return 'differ'
  return joined(items(mine), items(theirs), items(changed.original))
}

/** Theirs, with what I added and without what I took away. */
function joined(
  mine: readonly unknown[],
  theirs: readonly unknown[],
  original: readonly unknown[],
): readonly unknown[] {
  const added = mine.filter((item) => !original.includes(item) && !theirs.includes(item))
  return [...theirs.filter((item) => mine.includes(item) || !original.includes(item)), ...added]
}

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [])

function isList(...values: readonly unknown[]): boolean {
  return values.some(Array.isArray) && values.every((value) => value === null || Array.isArray(value))
}

function alike(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item) => b.includes(item))
  return (a ?? null) === (b ?? null)
}

/** For a save that is not to be merged: 409 with all that others changed since, whether it was sent or not. */
export async function refuseStale(ctx: Ctx, shape: Shape, { row, before, version, values }: Stale): Promise<never> {
  const since = await changesSince(ctx, shape.entity, { id: row.id, version: row.version, values: before }, version)
  const { after } = await judgeValues(ctx, shape, values, before)
  const differing = [...(since ?? [])].flatMap(([path, changed]): Differing[] => {
    if (shape.byKey.get(path)?.field.readonly) return []
    const mine = Object.hasOwn(values, path) ? (after[path] ?? null) : changed.original
    return [{ path, mine, theirs: shape.byKey.has(path) ? before[path] : changed.latest, ...changed }]
  })
  throw differing.length > 0
    ? await conflictOf(ctx, shape, row, differing)
    : new Refusal('core.conflict', { status: 409, extra: { version: row.version, fields: [] } })
}
