import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import type { Recorded } from '../../db/model.js'
import type { AuditChange } from '../../entity/audit.js'
import { shapeOf } from '../../entity/shape.js'
import { valuesOf, type Values } from '../../entity/values.js'
import type { Entity } from '../../plugin/entity.js'

/** One change of a field that people are told of. */
export interface Turn {
  /** UTC instant. */
  readonly at: string
  readonly operatorId: number | null
  readonly before: unknown
  readonly after: unknown
}

export interface Past {
  /** Values by the keys of JSON, as they were. */
  readonly values: Values
  /** How one field went, the oldest first. */
  readonly turns: readonly Turn[]
}

interface Entry {
  readonly record: number
  readonly at: string
  readonly operator_id: number | null
  readonly changes: string
}

/**
 * What records were just before an instant, by id: what they are now, with everything taken back that the trail says came later; and
 * how one field of theirs (`state`) went until then. Says nothing about whether they were there already: rows tell when they
 * were made. One query for some hundred records.
 */
export async function pastOf(
  ctx: Ctx,
  entity: Entity,
  rows: readonly Recorded[],
  { until, field }: { readonly until: string; readonly field: string },
): Promise<ReadonlyMap<number, Past>> {
  const now = await valuesOf(ctx, shapeOf(entity), rows)
  const entries = await entriesOf(
    ctx,
    entity,
    rows.map(({ id }) => id),
  )
  return new Map(
    rows.map(({ id }) => {
      const own = entries.get(id) ?? []
      const later = own.filter(({ at }) => at >= until).reverse()
      const back = later.flatMap(changesOf).map(({ field: key, before }) => [key, before] as const)
      const turns = own
        .filter(({ at }) => at < until)
        .flatMap((entry) =>
          changesOf(entry)
            .filter((change) => change.field === field)
            .map(({ before, after }) => ({ at: entry.at, operatorId: entry.operator_id, before, after })),
        )
      return [id, { values: { ...now.get(id), ...Object.fromEntries(back) }, turns }]
    }),
  )
}

async function entriesOf(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<ReadonlyMap<number, Entry[]>> {
  const found = new Map<number, Entry[]>()
  for (const part of inParts(ids)) {
    const entries = (await ctx
      .db('core_audit')
      .where({ entity: entity.id })
      .whereIn('record', part)
      .whereNull('part')
      .orderBy('id')
      .select('record', 'at', 'operator_id', 'changes')) as Entry[]
    for (const entry of entries) found.set(entry.record, [...(found.get(entry.record) ?? []), entry])
  }
  return found
}

const changesOf = ({ changes }: Entry): readonly AuditChange[] => JSON.parse(changes) as AuditChange[]
