import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, endOfMonth, isRealDay, weekday } from './day.js'
import { formatDay, formatInstant } from './format-day.js'
import { addMinutes, compareTime, instantOf, localDateTime, localDay, nowText, parseInstant } from './instant.js'
import { parseDay } from './parse-day.js'
import { polishHolidays } from './polish-holidays.js'
import { addWorkingDays, deadlineOf, isWorkingDay, workingDays } from './working-days.js'

const WARSAW = 'Europe/Warsaw'

describe('instants', () => {
  it('are texts of 24 signs in UTC', () => {
    expect(nowText(new Date(Date.UTC(2026, 10, 5, 8)))).toBe('2026-11-05T08:00:00.000Z')
    expect(() => nowText(new Date(Number.NaN))).toThrow(RangeError)
    expect(() => nowText(new Date(Date.UTC(12_026, 0)))).toThrow(RangeError)
  })

  it('are read from RFC 3339 with any offset', () => {
    expect(parseInstant('2026-11-05T09:00+01:00')).toEqual({ value: '2026-11-05T08:00:00.000Z' })
    expect(parseInstant('2026-11-05T08:00:00Z')).toEqual({ value: '2026-11-05T08:00:00.000Z' })
    expect(parseInstant('2026-11-05T08:00:00.123456z')).toEqual({ value: '2026-11-05T08:00:00.123Z' })
    const years = ['0000-05-01T08:00:00Z', '9999-01-01T08:00:00Z']
    for (const bad of [
      ...years,
      '2026-02-31T08:00:00Z',
      '2026-11-05',
      '2026-11-05T08:00',
      '2026-11-05T25:00:00Z',
      'now',
      '',
    ]) {
      expect(parseInstant(bad), bad).toEqual({ error: 'core.bad-instant' })
    }
  })

  it('belong to the day of the zone', () => {
    expect(localDay('2026-11-05T22:59:59.999Z', WARSAW)).toBe('2026-11-05')
    expect(localDay('2026-11-05T23:00:00.000Z', WARSAW)).toBe('2026-11-06')
    expect(localDay('2026-07-05T22:00:00.000Z', WARSAW)).toBe('2026-07-06')
    expect(localDateTime('2026-11-05T08:00:00.000Z', WARSAW)).toBe('2026-11-05T09:00')
  })

  it('come from wall-clock times, over a clock hole and a doubled hour', () => {
    expect(instantOf('2026-11-05T09:00', WARSAW)).toBe('2026-11-05T08:00:00.000Z')
    expect(instantOf('2026-03-29T02:30', WARSAW)).toBe('2026-03-29T01:30:00.000Z')
    expect(instantOf('2026-10-25T02:30', WARSAW)).toBe('2026-10-25T00:30:00.000Z')
    expect(() => instantOf('2026-02-31T09:00', WARSAW)).toThrow(RangeError)
  })

  it('move by minutes and compare as texts', () => {
    expect(addMinutes('2026-11-05T08:00:00.000Z', -15)).toBe('2026-11-05T07:45:00.000Z')
    expect(compareTime('2026-11-05T08:00:00.000Z', '2026-11-05T08:00:00.001Z')).toBe(-1)
    expect(compareTime('2026-11-05', '2026-11-05')).toBe(0)
    expect(compareTime('2026-12-01', '2026-11-05')).toBe(1)
  })
})

describe('days', () => {
  it('exist or not', () => {
    expect(isRealDay('2026-02-28')).toBe(true)
    expect(isRealDay('2028-02-29')).toBe(true)
    for (const day of [
      '2026-02-31',
      '2026-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-1-1',
      '9999-12-31',
      '',
    ]) {
      expect(isRealDay(day), day).toBe(false)
    }
  })

  it('are read as people type them', () => {
    expect(parseDay('5.11.2026')).toEqual({ value: '2026-11-05' })
    expect(parseDay(' 2026-11-05 ')).toEqual({ value: '2026-11-05' })
    expect(parseDay('31.02.2026')).toEqual({ error: 'core.bad-day' })
  })

  it('are counted', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(endOfMonth('2027-02-03')).toBe('2027-02-28')
    expect(weekday('2026-11-05')).toBe(4)
    expect(() => addDays('2026-02-31', 1)).toThrow(RangeError)
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (days) => {
        return daysBetween('2026-11-05', addDays('2026-11-05', days)) === days
      }),
    )
  })

  it('are shown in both languages', () => {
    expect(formatDay('2026-11-05', 'pl')).toBe('05.11.2026')
    expect(formatDay('2026-11-05', 'en')).toBe('5\u00a0Nov\u00a02026')
    expect(formatInstant('2026-11-05T08:00:00.000Z', WARSAW, 'pl')).toBe('05.11.2026\u00a009:00')
    expect(formatInstant('2026-11-05T08:00:00.000Z', WARSAW, 'en')).toBe('5\u00a0Nov\u00a02026,\u00a009:00')
  })
})

describe('working days', () => {
  it('leave out the statutory holidays, Christmas Eve from 2025', () => {
    expect(polishHolidays(2026)).toEqual([
      '2026-01-01',
      '2026-01-06',
      '2026-04-05',
      '2026-04-06',
      '2026-05-01',
      '2026-05-03',
      '2026-05-24',
      '2026-06-04',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-24',
      '2026-12-25',
      '2026-12-26',
    ])
    expect(isWorkingDay('2024-12-24')).toBe(true)
    expect(isWorkingDay('2025-12-24')).toBe(false)
  })

  it.each([
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
  ])('know Easter of %i', (year, day) => {
    expect(polishHolidays(year)).toContain(day)
    expect(polishHolidays(year)).toContain(addDays(day, 60))
  })

  it('are 20 in November 2026, and 19 with a day off of the firm', () => {
    expect(workingDays('2026-11-01', '2026-11-30')).toHaveLength(20)
    expect(workingDays('2026-11-01', '2026-11-30', ['2026-11-12', '2026-11-14'])).toHaveLength(19)
    expect(workingDays('2026-11-30', '2026-11-01')).toEqual([])
  })

  it('are added forwards and back', () => {
    expect(addWorkingDays('2026-11-05', 3)).toBe('2026-11-10')
    expect(addWorkingDays('2026-11-10', -3)).toBe('2026-11-05')
    expect(addWorkingDays('2026-11-07', 0)).toBe('2026-11-07')
    expect(addWorkingDays('2026-11-10', 1, ['2026-11-12'])).toBe('2026-11-13')
  })

  it('give an offer its deadline at the end of working hours', () => {
    const rule = { workingDays: 3 }
    expect(deadlineOf('2026-11-05T08:00:00.000Z', rule, { zone: WARSAW })).toBe('2026-11-10T15:00:00.000Z')
    expect(deadlineOf('2026-11-06T08:00:00.000Z', rule, { zone: WARSAW })).toBe('2026-11-12T15:00:00.000Z')
    expect(deadlineOf('2026-11-05T23:30:00.000Z', rule, { zone: WARSAW })).toBe('2026-11-12T15:00:00.000Z')
    const firm = { zone: WARSAW, daysOff: ['2026-11-10'], endOfWork: '17:30' }
    expect(deadlineOf('2026-11-05T08:00:00.000Z', rule, firm)).toBe('2026-11-12T16:30:00.000Z')
    expect(deadlineOf('2026-11-05T08:00:00.000Z', { hours: 2 }, firm)).toBe('2026-11-05T10:00:00.000Z')
  })
})
