import type { Ctx } from '../ctx.js'
import { keptBy } from '../entity/kept.js'
import { coreSettings } from '../settings/core-settings.js'
import { weekday } from '../time/day.js'
import { parseHours, type WeekHours } from '../time/hours.js'
import { type Calendar, END_OF_WORK } from '../time/working-days.js'
import { WEEK, type WorkingHours } from './working-hours.js'

/** Days kept in memory; a firm that has more days off than these is not open. */
const MOST = 5000

interface Kept {
  /** Names of the firm's own days off, by the day. */
  readonly daysOff: ReadonlyMap<string, string>
  readonly own: ReadonlyMap<number, WeekHours>
}

const kept = keptBy<Kept>('settings', async ({ db }) => {
  const days: { day: string; name: string }[] = await db('core_day_off')
    .orderBy('day')
    .limit(MOST)
    .select('day', 'name')
  const rows: ({ operator_id: number } & Pick<WorkingHours, (typeof WEEK)[number]>)[] = await db('core_working_hours')
    .orderBy('id')
    .limit(MOST)
    .select('operator_id', ...WEEK)
  return {
    daysOff: new Map(days.map(({ day, name }) => [day, name])),
    own: new Map(rows.map((row) => [row.operator_id, weekOf(WEEK.map((day) => row[day]))])),
  }
})

/** The firm's own days off with their names, in order. Kept in memory until one changes. */
export async function daysOffOf(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  return (await kept(ctx)).daysOff
}

/** When somebody works: his own hours, else the firm's. */
export async function hoursOf(ctx: Ctx, operatorId: number | null): Promise<WeekHours> {
  const own = operatorId === null ? undefined : (await kept(ctx)).own.get(operatorId)
  return own ?? firmHours(ctx)
}

/** The clock and calendar of the firm, for deadlines: its zone, its days off, the end of its working hours on each day. */
export async function firmCalendar(ctx: Ctx): Promise<Calendar> {
  const hours = await firmHours(ctx)
  return {
    zone: ctx.zone,
    daysOff: [...(await daysOffOf(ctx)).keys()],
    endOfWork: (day) => hours[String(weekday(day))]?.at(-1)?.[1] ?? END_OF_WORK,
  }
}

async function firmHours(ctx: Ctx): Promise<WeekHours> {
  const { hours1, hours2, hours3, hours4, hours5, hours6, hours7 } = await ctx.settings('core', coreSettings)
  return weekOf([hours1, hours2, hours3, hours4, hours5, hours6, hours7])
}

function weekOf(texts: readonly (string | null)[]): WeekHours {
  return Object.fromEntries(texts.map((text, at) => [String(at + 1), parseHours(text ?? '') ?? []]))
}
