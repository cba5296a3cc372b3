import type { FieldRefusal } from '../plugin/refusal.js'
import { fold } from '../text/fold.js'
import { COMMON_WORDS } from './common-words.js'
import { verifyPassword } from './hash-password.js'

const SHORTEST = 12
const LONGEST = 128
/** Digits alone this short are dates, telephones and rows of keys. */
const DIGITS_ENOUGH = 20
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

export interface Whose {
  readonly login: string
  readonly name: string
  /** The hash in force, which the new one must not repeat. */
  readonly hash?: string | null
}

/**
 * Why a password is refused, under `path`: `core.password-short` (12–128 signs), `-long`, `-common`, `-personal` (holds
 * the login or a name of four letters or more), `-same`. No rules of composition, no ageing (spec-core §1).
 */
export async function judgePassword(
  password: string,
  whose: Whose,
  path = 'password',
): Promise<readonly FieldRefusal[]> {
  const length = [...password].length
  if (length < SHORTEST) return [{ path, code: 'core.password-short', params: { count: SHORTEST } }]
  if (length > LONGEST) return [{ path, code: 'core.password-long', params: { count: LONGEST } }]
  if (isPersonal(password, whose)) return [{ path, code: 'core.password-personal' }]
  if (isCommon(password)) return [{ path, code: 'core.password-common' }]
  if (whose.hash && (await verifyPassword(whose.hash, password))) return [{ path, code: 'core.password-same' }]

  return []
}

/** True for what a program would try first: few signs, digits alone, rows of keys, nothing but common words. */
export function isCommon(password: string): boolean {
  const plain = fold(password).replaceAll(' ', '')
  if (new Set(plain).size < 5) return true
  if (/^\d+$/.test(plain) && plain.length < DIGITS_ENOUGH) return true

  const words = [password.toLowerCase(), [...password.toLowerCase()].map((sign) => LEET[sign] ?? sign).join('')]
  return words.some((text) => onlyCommon(fold(text).replaceAll(/[\d ]/g, '')))
}

/** Whether the letters are a chain of at most three common words, or one word again and again. */
function onlyCommon(letters: string): boolean {
  if (letters.length < 4) return true
  const fewest: number[] = [0]
  for (let end = 1; end <= letters.length; end += 1) {
    let best = Infinity
    for (let from = Math.max(0, end - 14); from < end; from += 1)
      if (COMMON_WORDS.has(letters.slice(from, end))) best = Math.min(best, (fewest[from] ?? Infinity) + 1)
    fewest[end] = best
  }
  if ((fewest[letters.length] ?? Infinity) <= 3) return true

  return /^(.{2,10}?)\1+$/.test(letters)
}

function isPersonal(password: string, { login, name }: Whose): boolean {
  const text = fold(password).replaceAll(' ', '')
  const parts = [
    fold(login).replaceAll(' ', ''),
    ...fold(name)
      .split(' ')
      .filter((part) => part.length >= 4),
  ]

  return parts.some((part) => part !== '' && text.includes(part))
}
