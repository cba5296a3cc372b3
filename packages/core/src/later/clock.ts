import { nowText } from '../time/instant.js'

/** Where all time comes from; the one of a practice instance and of tests is set by hand. */
export interface Clock {
  /** This instant, UTC, 24 signs: `2026-11-05T08:00:00.000Z`. */
  now(): string
}

export interface HandClock extends Clock {
  /** Sets the instant. Throws when it lies before the one that was set. */
  set(instant: string): void
  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void
}

/** The time of the machine. */
export const systemClock: Clock = { now: () => nowText(new Date()) }

/** A clock that stands still until it is moved, and moves onward only. */
export function handClock(start: string): HandClock {
  let at = moment(start)

  const set = (to: number) => {
    if (to < at) throw new Error(`the clock moves onward only: it is ${nowText(new Date(at))}`)
    at = to
  }

  return {
    now: () => nowText(new Date(at)),
    set: (instant) => set(moment(instant)),
    advance: (milliseconds) => set(at + milliseconds),
  }
}

/** The instant `milliseconds` after another one, in the stored form. */
export function later(instant: string, milliseconds: number): string {
  return nowText(new Date(moment(instant) + milliseconds))
}

function moment(instant: string): number {
  const milliseconds = Date.parse(instant)
  if (Number.isNaN(milliseconds)) throw new Error(`not an instant: ${instant}`)
  return milliseconds
}
