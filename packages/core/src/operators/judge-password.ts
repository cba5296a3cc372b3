import type { FieldRefusal } from '../plugin/refusal.js'
import { fold } from '../text/fold.js'
import { commonPasswords, type CommonPasswords } from './common-passwords.js'
import { COMMON_WORDS } from './common-words.js'
import { verifyPassword } from './hash-password.js'

const SHORTEST = 12
const LONGEST = 128
/** Digits alone this short are dates, telephones and rows of keys. */
const DIGITS_ENOUGH = 20
const LONGEST_WORD = 14
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
  if (await isCommon(password)) return [{ path, code: 'core.password-common' }]
  if (whose.hash && (await verifyPassword(whose.hash, password))) return [{ path, code: 'core.password-same' }]

  return []
}

/**
 * True for what a program would try first: few signs, digits alone, a password of the list whatever digits and signs are
 * put around it or for its letters, nothing but a few common words.
 */
export async function isCommon(password: string): Promise<boolean> {
  const plain = fold(password).replaceAll(' ', '')
  if (new Set(plain).size < 5) return true
  if (/^\d+$/.test(plain) && plain.length < DIGITS_ENOUGH) return true

  const common = await commonPasswords()
  const lower = password.toLowerCase()
  const bare = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if ([lower, bare, plain].some((text) => common.listed.has(text))) return true

  return [lower, withLetters(lower), withLetters(bare)].some((text) =>
    onlyCommon(fold(text).replaceAll(/[\d ]/g, ''), common),
  )
}

/** The letters that stand behind the signs put for them. */
function withLetters(text: string): string {
  return [...text].map((sign) => LEET[sign] ?? sign).join('')
}

/** Whether the letters are listed, at most three common words of ours, two much used ones, or one again and again. */
function onlyCommon(letters: string, { listed, words }: CommonPasswords): boolean {
  if (letters.length < 4 || listed.has(letters)) return true
  if (fewestOf(COMMON_WORDS, letters) <= 3 || fewestOf(words, letters) <= 2) return true

  return /^(.{2,10}?)\1+$/.test(letters)
}

/** Of how few of the words the letters can be put together; Infinity when they cannot. */
function fewestOf(words: ReadonlySet<string>, letters: string): number {
  const fewest: number[] = [0]
  for (let end = 1; end <= letters.length; end += 1) {
    let best = Infinity
    for (let from = Math.max(0, end - LONGEST_WORD); from < end; from += 1)
      if (words.has(letters.slice(from, end))) best = Math.min(best, (fewest[from] ?? Infinity) + 1)
    fewest[end] = best
  }

  return fewest[letters.length] ?? Infinity
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
