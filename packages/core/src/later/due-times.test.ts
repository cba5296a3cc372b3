import { describe, expect, test } from 'vitest'
import { dueTimes, patternOf } from './due-times.js'

const zone = 'Europe/Warsaw'
const due = (when: string, last: string, now: string) => dueTimes(when, { last, now, zone })

describe('times of schedules', () => {
  test('are wall times of the company, whatever the sun does', () => {
    expect(due('day at 07:30', '2026-10-24T07:30', '2026-10-26T06:30:00.000Z')).toEqual([
      '2026-10-25T07:30',
      '2026-10-26T07:30',
    ])
  })

  test('that fall into the hole of spring are due at its end, once', () => {
    expect(due('day at 02:30', '2027-03-27T02:30', '2027-03-29T00:30:00.000Z')).toEqual([
      '2027-03-28T03:00',
      '2027-03-29T02:30',
    ])
  })

  test('in the doubled hour of autumn are due once', () => {
    expect(due('day at 02:30', '2026-10-24T02:30', '2026-10-25T12:00:00.000Z')).toEqual(['2026-10-25T02:30'])
    expect(due('hour', '2026-10-25T00:00', '2026-10-25T03:00:00.000Z')).toEqual([
      '2026-10-25T01:00',
      '2026-10-25T02:00',
      '2026-10-25T03:00',
      '2026-10-25T04:00',
    ])
  })

  test('know weeks, months and parts of an hour', () => {
    expect(due('monday at 08:00', '2026-11-02T08:00', '2026-11-16T07:00:00.000Z')).toEqual([
      '2026-11-09T08:00',
      '2026-11-16T08:00',
    ])
    expect(due('month on day 1 at 06:00', '2026-11-05T09:00', '2027-01-31T00:00:00.000Z')).toEqual([
      '2026-12-01T06:00',
      '2027-01-01T06:00',
    ])
    expect(due('15 minutes', '2026-11-05T09:00', '2026-11-05T08:31:00.000Z')).toEqual([
      '2026-11-05T09:15',
      '2026-11-05T09:30',
    ])
  })

  test.each([
    'never',
    'day at 24:00',
    'day at 7:30',
    '7 minutes',
    '0 minutes',
    'someday at 08:00',
    'month on day 31 at 06:00',
  ])('refuse „%s”', (when) => expect(patternOf(when)).toBeNull())
})
