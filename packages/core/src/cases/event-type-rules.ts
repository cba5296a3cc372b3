import type { Ctx } from '../ctx.js'
import { raise } from '../entity/revision.js'
import type { Change } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { eventIcons } from './event-icons.js'

/** A name in both languages unless a plugin names it, a picture that there is, at most one way to a deadline, whole numbers in both, and a length that fits into a day. */
export async function eventTypeRules(ctx: Ctx, { after, changed }: Change): Promise<readonly FieldRefusal[]> {
  const { deadlineDays, deadlineHours, defaultMinutes } = after
  const unnamed = after.source ? [] : ['labelPl', 'labelEn'].filter((name) => !after[name])
  const both = given(deadlineDays) && given(deadlineHours)
  const drawn = !changed.has('icon') || (await eventIcons(ctx)).some(({ key }) => key === after['icon'])
  const bounded = [
    ['deadlineDays', deadlineDays, 365],
    ['deadlineHours', deadlineHours, 8760],
    ['defaultMinutes', defaultMinutes, 1440],
  ] as const

  return [
    ...unnamed.map((path) => ({ path, code: 'core.required' })),
    ...(drawn ? [] : [{ path: 'icon', code: 'core.unknown-choice' }]),
    ...(both ? [{ path: 'deadlineHours', code: 'core.one-deadline' }] : []),
    ...bounded
      .filter(([, value, limit]) => given(value) && !(Number(value) >= 1 && Number(value) <= limit))
      .map(([path, , limit]) => ({ path, code: 'core.out-of-range', params: { from: 1, to: limit } })),
  ]
}

/** Lists and forms keep the types in memory until one changes. */
export async function eventTypeWritten(ctx: Ctx): Promise<void> {
  await raise(ctx, 'event-types')
}

function given(value: unknown): boolean {
  return value !== null && value !== undefined
}
