import { contractor } from '../../contractors/contractor.js'
import { person } from '../../contractors/parts/person.js'
import { Recorded } from '../../db/model.js'
import { operator } from '../../operators/operator.js'
import { may } from '../../permissions.js'
import { entity, type Entity } from '../../plugin/entity.js'
import { choice, choices, day, duration, longText, number, ref, text } from '../../plugin/fields.js'
import { caseEntity } from '../case.js'
import { eventTypes } from '../event-types.js'
import { shownAs } from '../options.js'
import { monthWays, offWays, units, weekdays } from './repeat-options.js'
import type { RepeatRule } from './repeat-rule.js'

/** A series of events: its rule, what the next ones are made of, how far they are made. */
export class EventSeries extends Recorded {
  static override tableName = 'core_event_series'
  declare unit: RepeatRule['unit']
  declare every: number
  /** JSON: keys of weekdays, `["1","3"]`. */
  declare weekdays: string | null
  declare monthBy: RepeatRule['monthBy'] | null
  declare monthDay: number | null
  declare until: string | null
  declare times: number | null
  declare off: RepeatRule['off']
  declare firstDay: string
  /** The last day one was made for; how many were, the first one among them. */
  declare madeTo: string
  declare made: number
  /** The day of the one to be made next; null when there will be none. */
  declare nextOn: string | null
  /** Why it came to its end before its time: the code of what was refused. */
  declare stopped: string | null
  declare type: string
  declare contractorId: number
  declare caseId: number | null
  declare personId: number | null
  declare subject: string
  /** On the firm's clocks, `10:00`, whatever the season. */
  declare startTime: string
  declare minutes: number | null
  /** The deadline, days after the day of the event and a time; null for none. */
  declare deadlineDays: number | null
  declare deadlineTime: string | null
  declare shows: string
  declare ownerId: number | null
  declare performerId: number | null
  declare note: string | null
  /** JSON: `{ attributes, notices }` of the events to come. */
  declare carried: string | null
}

const whole = (label: string) => number({ label, filter: false, sort: false })
const at = (label: string) => text({ label, maxLength: 5, sortKey: false, sort: false, filter: false })

export const eventSeries: Entity<EventSeries> = entity('core.event-series', {
  model: EventSeries,
  path: '/event-series',
  icon: 'repeat',
  read: may.readEvents,
  edit: may.editEvents,
  own: ['ownerId', 'performerId'],
  open: (rows) => rows.whereNotNull('next_on'),
  label: (row) => row.subject,
  fields: {
    unit: choice(units, { required: true, label: 'core.event.repeat' }),
    every: number({ required: true, label: 'core.event.repeatEvery' }),
    weekdays: choices(weekdays, { label: 'core.event.repeatWeekdays' }),
    monthBy: choice(monthWays, { label: 'core.event.repeatMonthBy' }),
    monthDay: whole('core.event.repeatMonthDay'),
    until: day({ label: 'core.event.repeatUntil' }),
    times: whole('core.event.repeatTimes'),
    off: choice(offWays, { required: true, label: 'core.event.repeatOff' }),
    firstDay: day({ required: true, readonly: true }),
    madeTo: day({ required: true, readonly: true }),
    made: number({ required: true, readonly: true }),
    nextOn: day({ readonly: true }),
    stopped: text({ maxLength: 80, sortKey: false, sort: false, readonly: true }),
    type: choice([], { dictionary: eventTypes, required: true, label: 'core.event.type' }),
    contractor: ref(() => contractor, { required: true, label: 'core.event.contractor' }),
    case: ref(() => caseEntity, { label: 'core.event.case' }),
    person: ref(() => person, { label: 'core.event.person' }),
    subject: text({ required: true, label: 'core.event.subject' }),
    startTime: at('core.event.from'),
    minutes: duration({ filter: false, sort: false }),
    deadlineDays: whole('core.event-series.deadlineDays'),
    deadlineTime: at('core.event.deadline'),
    shows: choice(shownAs, { required: true, label: 'core.event.shows' }),
    owner: ref(() => operator, { label: 'core.event.owner' }),
    performer: ref(() => operator, { label: 'core.event.performer' }),
    note: longText({ label: 'core.event.note' }),
    carried: longText({ maxLength: 100_000, readonly: true, filter: false }),
  },
})

/** The rule of a series as it stands. */
export function ruleOf(row: EventSeries): RepeatRule {
  return {
    unit: row.unit,
    every: Number(row.every),
    weekdays: (JSON.parse(row.weekdays ?? '[]') as string[]).map(Number),
    monthBy: row.monthBy ?? 'day',
    monthDay: row.monthDay === null ? null : Number(row.monthDay),
    until: row.until,
    times: row.times === null ? null : Number(row.times),
    off: row.off,
  }
}

/** The same as the fields of a series. */
export function ruleValues(rule: RepeatRule): Record<string, unknown> {
  return {
    unit: rule.unit,
    every: String(rule.every),
    weekdays: rule.unit === 'week' && rule.weekdays.length > 0 ? rule.weekdays.map(String) : null,
    monthBy: rule.unit === 'month' ? rule.monthBy : null,
    monthDay: rule.unit === 'month' && rule.monthDay !== null ? String(rule.monthDay) : null,
    until: rule.until,
    times: rule.times === null ? null : String(rule.times),
    off: rule.off,
  }
}

/** Whether two rules say the same. */
export function sameRule(a: RepeatRule, b: RepeatRule): boolean {
  const text = (rule: RepeatRule) => JSON.stringify(Object.entries(ruleValues(rule)).sort())
  return text({ ...a, weekdays: [...a.weekdays].sort() }) === text({ ...b, weekdays: [...b.weekdays].sort() })
}
