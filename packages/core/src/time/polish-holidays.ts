import { addDays } from './day.js'

/** Statutory days off on a fixed day, each with the year from which it holds. */
const FIXED: readonly (readonly [monthAndDay: string, since: number])[] = [
  ['01-01', 1951],
  ['01-06', 2011],
  ['05-01', 1951],
  ['05-03', 1990],
  ['08-15', 1989],
  ['11-01', 1951],
  ['11-11', 1989],
  ['12-24', 2025],
  ['12-25', 1951],
  ['12-26', 1951],
]

/** Easter Sunday and Monday, Pentecost, Corpus Christi: days after Easter Sunday. */
const MOVING = [0, 1, 49, 60]

/**
 * The statutory days off of a year in Poland (Act of 18 January 1951, Christmas Eve from 2025), in order; Sundays
 * among them are named too when they are holidays by themselves.
 */
export function polishHolidays(year: number): string[] {
  const fixed = FIXED.filter(([, since]) => year >= since).map(([monthAndDay]) => `${fourDigits(year)}-${monthAndDay}`)
  const easter = easterSunday(year)
  const moving = MOVING.map((days) => addDays(easter, days))

  return [...new Set([...fixed, ...moving])].sort()
}

/** The Gregorian computus, in the form without exceptions published by J. Meeus. */
function easterSunday(year: number): string {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const leaps = Math.floor(century / 4)
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leaps - moonShift + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const days = epact + toSunday - 7 * late + 114

  return `${fourDigits(year)}-${twoDigits(Math.floor(days / 31))}-${twoDigits((days % 31) + 1)}`
}

const fourDigits = (number: number) => String(number).padStart(4, '0')
const twoDigits = (number: number) => String(number).padStart(2, '0')
