import type { Ctx } from '../ctx.js'
import { Recorded } from '../db/model.js'
import { raise } from '../entity/revision.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { type Change, entity, type Entity } from '../plugin/entity.js'
import { ref, text } from '../plugin/fields.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { parseHours } from '../time/hours.js'

/** Days of the week as fields have them, Monday first. */
export const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Hours of somebody who works others than the firm: `08:00-12:00, 13:00-16:00` by the day, null for a day he is away. */
export class WorkingHours extends Recorded {
  static override tableName = 'core_working_hours'
  declare operatorId: number
  declare monday: string | null
  declare tuesday: string | null
  declare wednesday: string | null
  declare thursday: string | null
  declare friday: string | null
  declare saturday: string | null
  declare sunday: string | null
}

const hours = () =>
  text({ maxLength: 100, sortKey: false, sort: false, filter: false, hint: 'core.working-hours.hint' })

export const workingHours: Entity<WorkingHours> = entity('core.working-hours', {
  model: WorkingHours,
  path: '/working-hours',
  icon: 'clock',
  read: 'signed-in',
  edit: may.manageOperators,
  label: (row) => WEEK.map((day) => row[day] ?? '–').join(' | '),
  configuration: true,
  fields: {
    operator: ref(() => operator, { required: true }),
    monday: hours(),
    tuesday: hours(),
    wednesday: hours(),
    thursday: hours(),
    friday: hours(),
    saturday: hours(),
    sunday: hours(),
  },
  rules: judgeHours,
  written: (ctx) => raise(ctx, 'settings'),
})

async function judgeHours(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  const wrong = WEEK.filter((day) => typeof after[day] === 'string' && parseHours(after[day]) === null)
  const refused = wrong.map((path) => ({ path, code: 'core.bad-hours' }))
  if (!changed.has('operatorId') || !after.operatorId) return refused
  const taken: { id: number } | undefined = await ctx
    .db('core_working_hours')
    .where({ operator_id: Number(after.operatorId) })
    .whereNot({ id: Number(before?.id ?? 0) })
    .first('id')
  return taken ? [...refused, { path: 'operatorId', code: 'core.hours-twice' }] : refused
}
