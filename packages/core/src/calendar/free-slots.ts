import { OPEN_STATES } from '../cases/mine.js'
import type { Ctx } from '../ctx.js'
import { addMinutes } from '../time/instant.js'
import { type Busy, findNextSlot, type SlotAsked } from '../time/next-slot.js'
import { busyTimes } from './hooks.js'
import { daysOffOf, hoursOf } from './working-time.js'

export interface SlotsAsked {
  /** Whose time it is. */
  readonly operatorId: number
  /** UTC instant. */
  readonly requested: string
  readonly minutes: number
  /** The event that is being moved; its own time is free for it. */
  readonly except?: number
}

export interface FreeSlots {
  /** Why the time asked for is none; null when it is free. */
  readonly reason: 'busy' | 'off' | 'past' | null
  /** Free ones from there on, the first of them the time asked for when it is free; UTC instants. */
  readonly slots: readonly { readonly from: string; readonly to: string }[]
}

/** Proposals that are made at once. */
const OFFERED = 3
const STEP_MIN = 15
const HORIZON_DAYS = 30
/** Events looked at; whoever has more in a month has no free slot. */
const MOST = 3000
/** An event that began so long before may still be going on. */
const LONGEST_DAYS = 7
const DAY = 24 * 60

/**
 * Whether somebody is free at a time, in his working hours and with nothing else planned, and when he is next. His time is
 * taken also by events the asking one may not see; what they are is not told.
 */
export async function freeSlots(ctx: Ctx, { operatorId, requested, minutes, except }: SlotsAsked): Promise<FreeSlots> {
  const asked = { now: ctx.now(), zone: ctx.zone, ...(await timeOf(ctx, operatorId, { requested, except })) }
  const length = { durationMin: minutes, stepMin: STEP_MIN, horizonDays: HORIZON_DAYS }
  const slots: { from: string; to: string }[] = []
  let from = requested
  while (slots.length < OFFERED) {
    const { slot } = findNextSlot({ ...asked, ...length, requested: from })
    if (slot === null) break
    slots.push({ from: slot, to: addMinutes(slot, minutes) })
    from = nextStep(slot)
  }
  return { reason: reasonOf(asked, { requested, minutes }, slots[0]?.from), slots }
}

type Known = Omit<SlotAsked, 'requested'>

/** What is taken of somebody's time from a moment on, and when he works. */
export async function timeOf(
  ctx: Ctx,
  operatorId: number,
  { requested, except = 0 }: { readonly requested: string; readonly except?: number | undefined },
): Promise<Pick<Known, 'busy' | 'workingHours' | 'daysOff'>> {
  const begin = requested < ctx.now() ? ctx.now() : requested
  const from = addMinutes(begin, -LONGEST_DAYS * DAY)
  const to = addMinutes(begin, (HORIZON_DAYS + 1) * DAY)
  const rows = await Promise.all(
    [{ performer_id: operatorId }, { owner_id: operatorId, performer_id: null }].map((doer): Promise<Taken[]> =>
      ctx
        .db('core_event')
        .where(doer)
        .whereIn('state', [...OPEN_STATES])
        .whereBetween('at', [from, to])
        .whereNot('id', except)
        .whereNotNull('planned_from')
        .orderBy('at')
        .limit(MOST)
        .select('planned_from', 'planned_to', 'shows'),
    ),
  )
  const events = rows.flat().map(({ planned_from, planned_to, shows }): Busy => ({
    start: planned_from,
    end: planned_to ?? addMinutes(planned_from, STEP_MIN),
    status: shows,
  }))
  return {
    busy: [...events, ...(await ctx.gather(busyTimes, { operatorId, from, to }))],
    workingHours: await hoursOf(ctx, operatorId),
    daysOff: [...(await daysOffOf(ctx)).keys()],
  }
}

interface Taken {
  readonly planned_from: string
  readonly planned_to: string | null
  readonly shows: 'busy' | 'tentative' | 'free'
}

/** It is taken when he would be free but for what he has to do; otherwise nobody works then. */
function reasonOf(
  known: Known,
  { requested, minutes }: Pick<SlotsAsked, 'requested' | 'minutes'>,
  first: string | undefined,
): FreeSlots['reason'] {
  if (requested < known.now) return 'past'
  if (first === requested) return null
  const idle = findNextSlot({ ...known, busy: [], durationMin: minutes, requested, horizonDays: 0 })
  return idle.slot === requested ? 'busy' : 'off'
}

/** The next quarter after a moment. */
export function nextStep(instant: string): string {
  const step = STEP_MIN * 60_000
  return new Date((Math.floor(Date.parse(instant) / step) + 1) * step).toISOString()
}
