import { describe, expect, it } from 'vitest'
import { hoursText, parseHours } from './hours.js'
import { instantOf, localDateTime } from './instant.js'
import { findNextSlot, type SlotAsked } from './next-slot.js'

const zone = 'Europe/Warsaw'
const at = (local: string) => instantOf(local, zone)
const busy = (day: string, from: string, to: string) => ({ start: at(`${day}T${from}`), end: at(`${day}T${to}`) })
const week = (text: string, days: string) => Object.fromEntries([...days].map((day) => [day, parseHours(text) ?? []]))
const office = week('8-16', '12345')

/** The next free moment on the firm's clocks; null for none. */
function next(requested: string, more: Partial<SlotAsked> = {}): string | null {
  const now = at('2026-11-05T09:00')
  const { slot } = findNextSlot({ now, requested: at(requested), zone, busy: [], workingHours: office, ...more })
  return slot === null ? null : localDateTime(slot, zone)
}

describe('the next free slot (inventory 216)', () => {
  const tuesday = [busy('2026-11-10', '10:00', '10:30'), busy('2026-11-10', '15:45', '16:00')]

  it('is the moment asked for when it is free, also at an odd minute', () => {
    expect(next('2026-11-10T09:07')).toBe('2026-11-10T09:07')
    expect(next('2026-11-10T09:45', { busy: tuesday })).toBe('2026-11-10T09:45')
    expect(next('2026-11-10T10:30', { busy: tuesday })).toBe('2026-11-10T10:30')
  })

  it('is 10:30 when 10:00 to 10:30 is booked', () => {
    expect(next('2026-11-10T10:00', { busy: tuesday })).toBe('2026-11-10T10:30')
    expect(next('2026-11-10T09:50', { busy: tuesday })).toBe('2026-11-10T10:30')
  })

  it('is Monday 08:00 when Friday 15:45 is booked', () => {
    expect(next('2026-11-13T15:45', { busy: [busy('2026-11-13', '15:45', '16:00')] })).toBe('2026-11-16T08:00')
  })

  it('skips 11 November, and begins when one may call', () => {
    expect(next('2026-11-10T15:45', { busy: tuesday })).toBe('2026-11-12T08:00')
    const callingHours = week('09:00-20:00', '1234567')
    expect(next('2026-11-10T15:45', { busy: tuesday, callingHours })).toBe('2026-11-12T09:00')
    expect(next('2026-11-10T15:45', { busy: tuesday, daysOff: ['2026-11-12'] })).toBe('2026-11-13T08:00')
    expect(next('2026-11-10T15:45', { busy: tuesday, statutoryHolidays: false })).toBe('2026-11-11T08:00')
  })

  it('holds the whole of it', () => {
    expect(next('2026-11-10T09:30', { busy: tuesday, durationMin: 60 })).toBe('2026-11-10T10:30')
    expect(next('2026-11-10T15:15', { busy: tuesday, durationMin: 45 })).toBe('2026-11-12T08:00')
    const split = { workingHours: week('8-12, 13-16', '12345') }
    expect(next('2026-11-10T11:30', { ...split, durationMin: 60 })).toBe('2026-11-10T13:00')
  })

  it('is not taken by what is cancelled or shown as free, but by what may be and by a whole day', () => {
    const [one] = [busy('2026-11-10', '10:00', '10:30')]
    expect(
      next('2026-11-10T10:00', {
        busy: [
          { ...one, status: 'free' },
          { ...one, status: 'cancelled' },
        ],
      }),
    ).toBe('2026-11-10T10:00')
    expect(next('2026-11-10T10:00', { busy: [{ ...one, status: 'tentative' }] })).toBe('2026-11-10T10:30')
    expect(next('2026-11-10T10:00', { busy: [{ allDay: true, date: '2026-11-10' }] })).toBe('2026-11-12T08:00')
  })

  it('lies never in the past, and there may be none', () => {
    expect(next('2026-11-04T10:00')).toBe('2026-11-05T09:00')
    expect(next('2026-11-05T08:50', { now: at('2026-11-05T09:01') })).toBe('2026-11-05T09:15')
    expect(next('2026-11-10T10:00', { workingHours: {} })).toBeNull()
    expect(next('2026-11-10T10:00', { durationMin: 600 })).toBeNull()
  })

  it('neither loses nor invents a quarter when the clocks change', () => {
    const nights = { workingHours: week('00:00-24:00', '1234567'), now: at('2026-03-01T00:00') }
    expect(next('2026-03-29T01:45', { ...nights, busy: [busy('2026-03-29', '01:45', '02:00')] })).toBe(
      '2026-03-29T03:00',
    )
    const first = { start: '2026-10-25T00:00:00.000Z', end: '2026-10-25T01:00:00.000Z' }
    const found = findNextSlot({ ...nights, requested: first.start, zone, busy: [first] })
    expect(found).toEqual({ slot: '2026-10-25T01:00:00.000Z', moved: true })
  })
})

describe('hours', () => {
  it('are read as people type them', () => {
    expect(parseHours('8-16')).toEqual([['08:00', '16:00']])
    expect(hoursText(parseHours(' 7:30 – 12, 13:00-24:00') ?? [])).toBe('07:30-12:00, 13:00-24:00')
    expect(parseHours('')).toEqual([])
    for (const bad of ['16-8', '8', '8-25', '8-12, 11-16', '8:60-9', 'rano', '24-24'])
      expect(parseHours(bad), bad).toBeNull()
  })
})
