import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { choice, choices, day, number, yesNo, type Field } from '../../plugin/fields.js'
import { place, type FormGroup } from '../../plugin/forms.js'
import { refuseFields, type FieldRefusal } from '../../plugin/refusal.js'
import { isRealDay } from '../../time/day.js'
import { ruleOf, type EventSeries } from './event-series.js'
import type { Repetition } from './repeat-event.js'
import { monthWays, offWays, units, weekdays } from './repeat-options.js'
import type { RepeatRule } from './repeat-rule.js'

const MOST_EVERY = 99
const MOST_TIMES = 366

/** The fields of a form that say how an event repeats. */
export const repeatFields = {
  repeat: choice(units, { label: 'core.event.repeat' }),
  repeatEvery: number({ label: 'core.event.repeatEvery', hint: 'core.event.repeatEvery.hint', default: '1' }),
  repeatWeekdays: choices(weekdays, { label: 'core.event.repeatWeekdays', hint: 'core.event.repeatWeekdays.hint' }),
  repeatMonthBy: choice(monthWays, { label: 'core.event.repeatMonthBy', default: 'day' }),
  repeatMonthDay: number({ label: 'core.event.repeatMonthDay', hint: 'core.event.repeatMonthDay.hint' }),
  repeatUntil: day({ label: 'core.event.repeatUntil', hint: 'core.event.repeatUntil.hint' }),
  repeatTimes: number({ label: 'core.event.repeatTimes' }),
  repeatOff: choice(offWays, { label: 'core.event.repeatOff', default: 'keep' }),
}
/** Of an event that repeats already: whether what is changed holds for the following ones too. */
export const followingField = { following: yesNo({ label: 'core.event.following', hint: 'core.event.following.hint' }) }

const repeated = { field: 'repeat', is: ['day', 'week', 'month'] }
const monthly = { field: 'repeat', is: ['month'] }

export const repeatGroup: FormGroup = {
  key: 'repeat',
  fields: [
    place('repeat', 3),
    place('repeatEvery', 3, { when: repeated }),
    place('repeatWeekdays', 6, { when: { field: 'repeat', is: ['week'] } }),
    place('repeatMonthBy', 3, { when: monthly }),
    place('repeatMonthDay', 3, { when: monthly }),
    place('repeatUntil', 2, { when: repeated }),
    place('repeatTimes', 2, { when: repeated }),
    place('repeatOff', 2, { when: repeated }),
  ],
}

const optional = (field: Field): TSchema =>
  Type.Optional(Type.Union([field.schema, Type.Null()], { 'x-kind': field.kind }))

/** A rule as a program says it. */
export const repetitionBody = Type.Object({
  unit: Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('month')]),
  every: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_EVERY })),
  weekdays: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7, uniqueItems: true })),
  monthBy: Type.Optional(Type.Union([Type.Literal('day'), Type.Literal('weekday'), Type.Literal('last-weekday')])),
  monthDay: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 31 }), Type.Null()])),
  until: Type.Optional(
    Type.Union([Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()], { 'x-kind': 'day' }),
  ),
  times: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: MOST_TIMES }), Type.Null()])),
  off: Type.Optional(
    Type.Union([Type.Literal('keep'), Type.Literal('next'), Type.Literal('previous'), Type.Literal('skip')]),
  ),
})

/** What a form sends beside the event, and a program instead of it. */
export const typedRepeat = {
  ...(Object.fromEntries(Object.entries(repeatFields).map(([name, field]) => [name, optional(field)])) as Record<
    keyof typeof repeatFields,
    TSchema
  >),
  following: optional(followingField.following),
  repetition: Type.Optional(Type.Union([repetitionBody, Type.Null()])),
}

type Values = Readonly<Record<string, unknown>>

/** Takes what is about repeating out of a body: the rest is the event's own. */
export function withoutRepeat(body: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !Object.hasOwn(typedRepeat, name)))
}

/** What a body asks of the repetition of its event; everything wrong with it at once. */
export function repetitionIn(body: Values): Repetition {
  const following = body.following === true
  if (body.repetition !== undefined) {
    const given = body.repetition as Static<typeof repetitionBody> | null
    return { rule: given && wholeRule(given), following }
  }
  if (body.repeat === undefined) return { following }
  return { rule: body.repeat === null || body.repeat === '' ? null : typedRule(body), following }
}

/** A rule of a program with what it left out; `core.bad-day` for a last day that is in no calendar. */
export function wholeRule(given: Static<typeof repetitionBody>): RepeatRule {
  if (given.until && !isRealDay(given.until)) throw refuseFields([{ path: 'repetition.until', code: 'core.bad-day' }])
  return {
    unit: given.unit,
    every: given.every ?? 1,
    weekdays: given.weekdays ?? [],
    monthBy: given.monthBy ?? 'day',
    monthDay: given.monthDay ?? null,
    until: given.until ?? null,
    times: given.times ?? null,
    off: given.off ?? 'keep',
  }
}

/** What the form of an event shows of its series. */
export function shownRepeat(series: EventSeries | null): Record<string, unknown> {
  if (series === null) return {}
  const { unit, every, weekdays: days, monthBy, monthDay, until, times, off } = ruleOf(series)
  return {
    repeat: unit,
    repeatEvery: String(every),
    repeatWeekdays: days.map(String),
    repeatMonthBy: monthBy,
    repeatMonthDay: monthDay === null ? null : String(monthDay),
    repeatUntil: until,
    repeatTimes: times === null ? null : String(times),
    repeatOff: off,
  }
}

function typedRule(body: Values): RepeatRule {
  const faults: FieldRefusal[] = []
  const whole = (path: string, most: number): number | null => {
    const value = body[path]
    if (value === undefined || value === null || value === '') return null
    const found = Number(value)
    if (Number.isInteger(found) && found >= 1 && found <= most) return found
    faults.push({ path, code: 'core.repeat-bad-number', params: { most } })
    return null
  }
  const one = <Key extends string>(path: string, keys: readonly Key[], otherwise: Key): Key => {
    const value = body[path] ?? otherwise
    const found = keys.find((key) => key === value)
    if (found === undefined) faults.push({ path, code: 'core.unknown-choice' })
    return found ?? otherwise
  }
  const until = typeof body.repeatUntil === 'string' && body.repeatUntil !== '' ? body.repeatUntil : null
  if (until !== null && !isRealDay(until)) faults.push({ path: 'repeatUntil', code: 'core.bad-day' })
  const days = Array.isArray(body.repeatWeekdays) ? body.repeatWeekdays.map(Number) : []
  if (days.some((each) => !Number.isInteger(each) || each < 1 || each > 7))
    faults.push({ path: 'repeatWeekdays', code: 'core.unknown-choice' })
  const rule: RepeatRule = {
    unit: one('repeat', ['day', 'week', 'month'], 'day'),
    every: whole('repeatEvery', MOST_EVERY) ?? 1,
    weekdays: days,
    monthBy: one('repeatMonthBy', ['day', 'weekday', 'last-weekday'], 'day'),
    monthDay: whole('repeatMonthDay', 31),
    until,
    times: whole('repeatTimes', MOST_TIMES),
    off: one('repeatOff', ['keep', 'next', 'previous', 'skip'], 'keep'),
  }
  if (faults.length > 0) throw refuseFields(faults)
  return rule
}
