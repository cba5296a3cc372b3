import type { Series } from '../plugin/numbering.js'

export type Reset = Series['reset']

/** What stands in a number beside the count. */
export interface NumberParts {
  /** Local day the number is given for. */
  readonly day: string
  readonly branch?: string
  readonly type?: string
}

const LONGEST = 40
const TOKEN = /\{(N+|MM|YYYY|YY|BRANCH|TYPE)\}/g

/**
 * Whether a pattern can number: at most 40 signs, one `{N}`, no other braces, and the date tokens its reset needs, so that
 * two periods never give one number.
 */
export function isSoundPattern(pattern: string, reset: Reset): boolean {
  const tokens = [...pattern.matchAll(TOKEN)].map(([, token = '']) => token)
  const counts = tokens.filter((token) => token.startsWith('N'))
  const year = tokens.includes('YYYY') || tokens.includes('YY')
  if (pattern.length > LONGEST || pattern.trim() !== pattern || counts.length !== 1) return false
  if (/[{}]/.test(pattern.replace(TOKEN, ''))) return false
  if (reset === 'month') return year && tokens.includes('MM')
  return reset === 'never' || year
}

/** The period whose counter counts: „2026-11”, „2026” or „all”, and the branch and type where the pattern has them. */
export function periodOf(pattern: string, reset: Reset, { day, branch = '', type = '' }: NumberParts): string {
  return [
    spanOf(reset, day),
    pattern.includes('{BRANCH}') ? `b:${branch}` : '',
    pattern.includes('{TYPE}') ? `t:${type}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** The time over which a counter counts: „2026-11”, „2026” or „all”. */
export function spanOf(reset: Reset, day: string): string {
  if (reset === 'never') return 'all'
  return day.slice(0, reset === 'month' ? 7 : 4)
}

/** The number itself: `FV/{NNN}/{MM}/{YYYY}` with 7 on 2026-11-05 → FV/007/11/2026. */
export function formatNumber(pattern: string, n: number, { day, branch = '', type = '' }: NumberParts): string {
  const parts: Readonly<Record<string, string>> = {
    MM: day.slice(5, 7),
    YYYY: day.slice(0, 4),
    YY: day.slice(2, 4),
    BRANCH: branch,
    TYPE: type,
  }
  return pattern.replace(TOKEN, (_all, token: string) => parts[token] ?? String(n).padStart(token.length, '0'))
}

/** What all numbers of a pattern look like, `S/#/2026` → for telling whether two series could give one number. */
export function patternForm(pattern: string): string {
  return pattern.replace(TOKEN, (_all, token: string) => (token === 'BRANCH' || token === 'TYPE' ? '*' : '#'))
}
