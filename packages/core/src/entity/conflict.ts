import type { Ctx } from '../ctx.js'
import type { Recorded } from '../db/model.js'
import { Refusal } from '../plugin/refusal.js'
import { labelsOf } from './labels.js'
import type { Shape } from './shape.js'

/** A field that two people changed to different values. */
export interface Differing {
  readonly path: string
  readonly mine: unknown
  readonly theirs: unknown
  /** Undefined when the trail does not say. */
  readonly original: unknown
  readonly by: number | null
  readonly at: string
}

/** As a refusal tells of it: who it was by name. */
export interface ConflictField extends Omit<Differing, 'by' | 'at'> {
  readonly by: { readonly id: number; readonly label: string } | null
  readonly at: string | null
}

/** 409 with mine, theirs and what was there before; records that the asking one may not see are not named. */
export async function conflictOf(
  ctx: Ctx,
  shape: Shape,
  { id, version }: Pick<Recorded, 'id' | 'version'>,
  differing: readonly Differing[],
): Promise<Refusal> {
  const people = await names(ctx, differing)
  const fields: ConflictField[] = []
  for (const one of differing) {
    const hide = await hider(ctx, shape, one)
    fields.push({
      path: one.path,
      mine: one.mine,
      theirs: hide(one.theirs ?? null),
      original: hide(one.original ?? null),
      by: one.by === null ? null : { id: one.by, label: people.get(one.by) ?? String(one.by) },
      at: one.at || null,
    })
  }
  return new Refusal('core.conflict', { status: 409, extra: { entity: shape.entity.id, record: id, version, fields } })
}

/** What the people are called who were faster, by id. */
async function names(ctx: Ctx, differing: readonly Differing[]): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(differing.flatMap(({ by }) => (by === null ? [] : [by])))]
  if (ids.length === 0) return new Map()
  const people = await ctx.db('core_operator').whereIn('id', ids).select<{ id: number; name: string }[]>('id', 'name')
  return new Map(people.map(({ id, name }) => [id, name]))
}

async function hider(
  ctx: Ctx,
  { byKey }: Shape,
  { path, theirs, original }: Differing,
): Promise<(value: unknown) => unknown> {
  const target = byKey.get(path)?.field.of?.()
  if (!target) return (value) => value
  const ids = [theirs, original].filter((value): value is number => typeof value === 'number')
  const seen = await labelsOf(ctx, target, ids)
  return (value) => (typeof value === 'number' && !seen.has(value) ? null : value)
}
