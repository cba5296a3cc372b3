import { numberGroups } from './number-groups.js'

const ONES = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const POWERS = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion']

/** A whole number below 10^18 in English words, without "and", hyphens in 21–99: "one thousand two hundred". */
export function englishNumber(whole: bigint): string {
  if (whole === 0n) return 'zero'
  return numberGroups(whole)
    .map(([size, power]) => [belowThousand(size), POWERS[power]].filter(Boolean).join(' '))
    .join(' ')
}

function belowThousand(size: number): string {
  const hundreds = Math.floor(size / 100)
  return [hundreds > 0 ? `${ONES[hundreds]} hundred` : '', belowHundred(size % 100)].filter(Boolean).join(' ')
}

function belowHundred(rest: number): string {
  if (rest < 20) return ONES[rest] ?? ''
  return [TENS[Math.floor(rest / 10)], ONES[rest % 10]].filter(Boolean).join('-')
}
