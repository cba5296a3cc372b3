import type { Ctx } from '../ctx.js'
import type { KeptRows } from '../entity/bin.js'
import { restore } from '../entity/restore.js'
import type { Entity } from '../plugin/entity.js'
import { leftFor, restored, untouched, type Undone } from './undone.js'

/** Brings a removed record back from the bin. Values of attributes that exist no more are left. */
export async function reverseRemoved(ctx: Ctx, entity: Entity, record: number, changeSetId: number): Promise<Undone> {
  const bin: { id: number; kept: string } | undefined = await ctx
    .db('core_bin')
    .where({ change_set_id: changeSetId, entity: entity.id, record })
    .orderBy('id', 'desc')
    .first('id', 'kept')
  if (!bin) return (await isThere(ctx, entity, record)) ? untouched : leftFor('core.bin-empty')

  const whole = await restore(ctx, entity, record, JSON.parse(ctx.vault.open(bin.kept)) as KeptRows[])
  await ctx.db('core_bin').where({ id: bin.id }).delete()
  return whole ? restored : { restored: true, left: [{ reason: 'core.attribute-gone' }] }
}

/** Back already: a reversal that was broken off had brought it. */
async function isThere({ db }: Ctx, { model }: Entity, id: number): Promise<boolean> {
  return (await db(model.tableName).where({ id }).first('id')) !== undefined
}
