import { describe, expect, it } from 'vitest'
import { repeatDays, type RepeatRule } from './repeat-rule.js'

const base: RepeatRule = {
  unit: 'day',
  every: 1,
  weekdays: [],
  monthBy: 'day',
  monthDay: null,
  until: null,
  times: null,
  off: 'keep',
}

/** The first days after the first one. */
function days(first: string, rule: Partial<RepeatRule>, count = 4, daysOff: readonly string[] = []): string[] {
  const found: string[] = []
  for (const day of repeatDays({ ...base, ...rule }, { first, after: first, daysOff })) {
    if (found.length === count) break
    found.push(day)
  }
  return found
}

describe('the days of a rule', () => {
  it('come every n days, and on working days alone', () => {
    expect(days('2026-12-30', { every: 3 })).toEqual(['2027-01-02', '2027-01-05', '2027-01-08', '2027-01-11'])
    expect(days('2026-11-10', { off: 'skip' })).toEqual(['2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17'])
  })

  it('come on weekdays of every n-th week', () => {
    const rule = { unit: 'week', every: 2, weekdays: [4, 2] } as const
    expect(days('2026-11-03', rule)).toEqual(['2026-11-05', '2026-11-17', '2026-11-19', '2026-12-01'])
    expect(days('2026-11-06', { unit: 'week' }, 2)).toEqual(['2026-11-13', '2026-11-20'])
    expect(days('2026-11-04', rule, 1)).toEqual(['2026-11-05'])
  })

  it('come on the last day of a shorter month, and on the 31st again after it', () => {
    expect(days('2027-01-31', { unit: 'month' })).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'])
    expect(days('2028-01-30', { unit: 'month' }, 2)).toEqual(['2028-02-29', '2028-03-30'])
    expect(days('2027-02-28', { unit: 'month', monthDay: 31 }, 2)).toEqual(['2027-03-31', '2027-04-30'])
    expect(days('2028-02-29', { unit: 'month', every: 12 })).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ])
  })

  it('come on the second Tuesday, on the last Friday', () => {
    expect(days('2026-11-10', { unit: 'month', monthBy: 'weekday' }, 2)).toEqual(['2026-12-08', '2027-01-12'])
    expect(days('2026-11-27', { unit: 'month', monthBy: 'last-weekday' }, 2)).toEqual(['2026-12-25', '2027-01-29'])
    expect(days('2026-10-30', { unit: 'month', monthBy: 'weekday' }, 2)).toEqual(['2026-11-27', '2026-12-25'])
  })

  it('give way to days off: the next, the previous working day, or none', () => {
    const monthly = { unit: 'month', monthDay: 11 } as const
    expect(days('2026-10-12', { ...monthly, off: 'keep' }, 1)).toEqual(['2026-11-11'])
    expect(days('2026-10-12', { ...monthly, off: 'next' }, 1)).toEqual(['2026-11-12'])
    expect(days('2026-10-12', { ...monthly, off: 'next' }, 1, ['2026-11-12'])).toEqual(['2026-11-13'])
    expect(days('2026-10-12', { ...monthly, off: 'previous' }, 1)).toEqual(['2026-11-10'])
    expect(days('2026-10-12', { ...monthly, off: 'skip' }, 1)).toEqual(['2026-12-11'])
  })

  it('are one where two meet on a working day', () => {
    expect(days('2026-11-05', { off: 'next' }, 3)).toEqual(['2026-11-06', '2026-11-09', '2026-11-10'])
    expect(days('2026-11-05', { off: 'previous' }, 3)).toEqual(['2026-11-06', '2026-11-09', '2026-11-10'])
  })

  it('end on the last day, and where there will never be one', () => {
    expect(days('2026-11-05', { until: '2026-11-07' })).toEqual(['2026-11-06', '2026-11-07'])
    expect(days('2026-11-05', { off: 'previous', until: '2026-11-06' })).toEqual(['2026-11-06'])
    expect(days('2026-11-05', { off: 'next', until: '2026-11-08' })).toEqual(['2026-11-06'])
    expect(days('2026-11-08', { unit: 'week', off: 'skip' })).toEqual([])
  })
})
