import { Recorded } from '../db/model.js'
import type { Ctx } from '../ctx.js'
import { raise } from '../entity/revision.js'
import { may } from '../permissions.js'
import { type Change, entity, type Entity } from '../plugin/entity.js'
import { day, text } from '../plugin/fields.js'
import type { FieldRefusal } from '../plugin/refusal.js'

/** A day on which the firm does not work although it is neither a weekend nor a statutory holiday. */
export class DayOff extends Recorded {
  static override tableName = 'core_day_off'
  /** `2026-11-12`. */
  declare day: string
  declare name: string
}

export const dayOff: Entity<DayOff> = entity('core.day-off', {
  model: DayOff,
  path: '/days-off',
  icon: 'calendar-event',
  read: 'signed-in',
  edit: may.manageSettings,
  label: (row) => `${row.name} (${row.day})`,
  importBy: ['day'],
  configuration: true,
  fields: {
    day: day({ required: true }),
    name: text({ required: true, maxLength: 120, sortKey: false, sort: false }),
  },
  rules: onceOnly,
  written: (ctx) => raise(ctx, 'settings'),
})

async function onceOnly(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  if (!changed.has('day') || !after.day) return []
  const taken: { id: number } | undefined = await ctx
    .db('core_day_off')
    .where({ day: String(after.day) })
    .whereNot({ id: Number(before?.id ?? 0) })
    .first('id')
  return taken ? [{ path: 'day', code: 'core.day-off-twice' }] : []
}
