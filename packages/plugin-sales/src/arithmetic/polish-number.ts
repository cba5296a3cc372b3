import { numberGroups } from './number-groups.js'

const ONES = [
  '',
  'jeden',
  'dwa',
  'trzy',
  'cztery',
  'pięć',
  'sześć',
  'siedem',
  'osiem',
  'dziewięć',
  'dziesięć',
  'jedenaście',
  'dwanaście',
  'trzynaście',
  'czternaście',
  'piętnaście',
  'szesnaście',
  'siedemnaście',
  'osiemnaście',
  'dziewiętnaście',
]
const TENS = [
  '',
  '',
  'dwadzieścia',
  'trzydzieści',
  'czterdzieści',
  'pięćdziesiąt',
  'sześćdziesiąt',
  'siedemdziesiąt',
  'osiemdziesiąt',
  'dziewięćdziesiąt',
]
const HUNDREDS = [
  '',
  'sto',
  'dwieście',
  'trzysta',
  'czterysta',
  'pięćset',
  'sześćset',
  'siedemset',
  'osiemset',
  'dziewięćset',
]
const POWERS: readonly (readonly [one: string, few: string, many: string])[] = [
  ['', '', ''],
  ['tysiąc', 'tysiące', 'tysięcy'],
  ['milion', 'miliony', 'milionów'],
  ['miliard', 'miliardy', 'miliardów'],
  ['bilion', 'biliony', 'bilionów'],
  ['biliard', 'biliardy', 'biliardów'],
]

/** A whole number below 10^18 in Polish words: 1 021 000 → „milion dwadzieścia jeden tysięcy”. */
export function polishNumber(whole: bigint): string {
  if (whole === 0n) return 'zero'
  return numberGroups(whole)
    .map(([size, power]) => groupWords(size, power))
    .join(' ')
}

/** The form of a noun after a number: 1 – one; 2–4 but not 12–14 – few; else many. */
export function polishForm(whole: bigint, one: string, few: string, many: string): string {
  if (whole === 1n) return one
  const last = whole % 10n
  const teen = (whole / 10n) % 10n === 1n
  return last >= 2n && last <= 4n && !teen ? few : many
}

/** One thousand and one million are said without „jeden”. */
function groupWords(size: number, power: number): string {
  const [one, few, many] = POWERS[power] ?? ['', '', '']
  if (power > 0 && size === 1) return one
  return [belowThousand(size), power > 0 ? polishForm(BigInt(size), one, few, many) : ''].filter(Boolean).join(' ')
}

function belowThousand(size: number): string {
  const rest = size % 100
  const words = [
    HUNDREDS[Math.floor(size / 100)],
    ...(rest < 20 ? [ONES[rest]] : [TENS[Math.floor(rest / 10)], ONES[rest % 10]]),
  ]
  return words.filter(Boolean).join(' ')
}
