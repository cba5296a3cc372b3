import { eventTypeOf } from '../cases/event-types.js'
import type { Ctx } from '../ctx.js'
import { Operator } from '../operators/operator.js'
import { formatDay } from '../time/format-day.js'
import { instantOf, localDateTime } from '../time/instant.js'
import { minutesBetween } from '../time/minutes-between.js'
import { freeSlots } from './free-slots.js'

/** What is asked of a time that somebody typed, on the firm's clocks. */
export interface TypedSlot {
  readonly operator?: number | undefined
  readonly day: string
  readonly from: string
  readonly to?: string | undefined
  /** Key of the event type, whose length holds where no end was typed. */
  readonly type?: string | undefined
  readonly except?: number | undefined
}

/** What the form says of a time: that it is taken, and which ones are free. Everything is text in the reader's language. */
export interface SlotWarning {
  readonly text: string
  readonly slots: readonly {
    readonly label: string
    readonly day: string
    readonly from: string
    readonly to: string
  }[]
}

const QUARTER = 15

/** How long something typed takes: to its end when that is later, else as long as its type says. */
export async function minutesOf(
  ctx: Ctx,
  { day, from, to, type }: Omit<TypedSlot, 'operator' | 'except'>,
): Promise<number> {
  const typed = to ? minutesBetween(instantOf(`${day}T${from}`, ctx.zone), instantOf(`${day}T${to}`, ctx.zone)) : null
  if (typed !== null && typed > 0) return typed
  const known = type === undefined ? undefined : await eventTypeOf(ctx, type)
  return known?.defaultMinutes ?? QUARTER
}

/** Null when the time is free, lies in the past, or is nobody's. */
export async function slotWarning(ctx: Ctx, typed: TypedSlot): Promise<SlotWarning | null> {
  const { operator, day, from, except } = typed
  if (operator === undefined) return null
  const requested = instantOf(`${day}T${from}`, ctx.zone)
  const asked = { operatorId: operator, requested, minutes: await minutesOf(ctx, typed), ...(except && { except }) }
  const { reason, slots } = await freeSlots(ctx, asked)
  if (reason === null || reason === 'past') return null
  const who = await Operator.query(ctx.db).findById(operator)
  const about = { time: from, day: dayText(ctx, day), who: who?.name ?? '' }

  return {
    text: ctx.t(slots.length === 0 ? 'core.slots.none' : `core.slots.${reason}`, about),
    slots: slots.map((slot) => {
      const [on = '', start = ''] = localDateTime(slot.from, ctx.zone).split('T')
      const [, end = ''] = localDateTime(slot.to, ctx.zone).split('T')
      return { label: `${dayText(ctx, on)}, ${start}–${end}`, day: on, from: start, to: end }
    }),
  }
}

function dayText(ctx: Ctx, day: string): string {
  const name = new Intl.DateTimeFormat(ctx.locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day))
  return `${name} ${formatDay(day, ctx.locale)}`
}
