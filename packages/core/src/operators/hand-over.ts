import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import type { Model, Recorded } from '../db/model.js'
import { auditChanges } from '../entity/audit.js'
import type { Entity } from '../plugin/entity.js'

/** How many open records name an operator in an owner column, by entity; none for entities that have none. */
export type OpenRecords = Readonly<Record<string, number>>

/** What an operator would leave behind, of the core's entities and the plugins'; only those that say what open means. */
export async function openRecords(ctx: Ctx, operatorId: number): Promise<OpenRecords> {
  const counts: Record<string, number> = {}
  for (const entity of owned(ctx)) {
    const n = await openOf(ctx, entity, operatorId).resultSize()
    if (n > 0) counts[entity.id] = n
  }

  return counts
}

/**
 * Gives an operator's open records to his heir, in every owner column that names him; done ones keep his name. A few
 * statements for each entity, whatever the number of records, with an entry in the trail for each record. No
 * `core.record-saved` is sent for them: who wants to know listens to `core.operator-deactivated`.
 */
export async function handOver(ctx: Ctx, from: number, to: number): Promise<void> {
  for (const entity of owned(ctx)) {
    const rows = (await openOf(ctx, entity, from).forUpdate()) as Model[]
    for (const part of inParts(rows)) await giveTo(ctx, entity, part, { from, to })
  }
}

function owned({ registry }: Ctx): readonly Entity[] {
  return registry.plugins
    .flatMap((plugin) => plugin.entities ?? [])
    .filter(({ own = [], open }) => open !== undefined && own.length > 0)
}

function openOf(ctx: Ctx, { own = [], open, model }: Entity, operatorId: number) {
  const rows = model.query(ctx.db).where((any) => {
    for (const prop of own) any.orWhere(model.propertyNameToColumnName(prop), operatorId)
  })
  if (!open) throw new Error(`${model.tableName}: nothing says what is open`)

  return open(rows)
}

async function giveTo(
  ctx: Ctx,
  entity: Entity,
  rows: readonly Model[],
  { from, to }: { from: number; to: number },
): Promise<void> {
  const { model, own = [] } = entity
  const names = (row: Model, prop: string) => (row as unknown as Record<string, unknown>)[prop] === from
  for (const prop of own) {
    const ids = rows.filter((row) => names(row, prop)).map(({ id }) => id)
    if (ids.length > 0)
      await ctx
        .db(model.tableName)
        .whereIn('id', ids)
        .update({ [model.propertyNameToColumnName(prop)]: to })
  }
  await ctx
    .db(model.tableName)
    .whereIn(
      'id',
      rows.map(({ id }) => id),
    )
    .increment('version', 1)
  await auditChanges(
    ctx,
    rows.map((row) => ({
      entity: entity.id,
      record: row.id,
      label: entity.label(row),
      action: 'changed',
      version: (row as Recorded).version + 1,
      changes: own.filter((prop) => names(row, prop)).map((field) => ({ field, before: from, after: to })),
    })),
  )
}
