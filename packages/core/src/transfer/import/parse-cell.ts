import { parseAttribute } from '../../attributes/parse-attribute.js'
import type { AttributeType } from '../../attributes/attribute-types.js'
import type { Ctx, Locale } from '../../ctx.js'
import { parseAmount } from '../../money/parse-amount.js'
import { parseDecimal } from '../../money/parse-decimal.js'
import type { Field } from '../../plugin/fields.js'
import { choiceLabels } from '../../ui/choice-labels.js'
import { fold } from '../../text/fold.js'
import type { Parsed } from '../../text/parsed.js'
import { instantOf, parseInstant } from '../../time/instant.js'
import { parseDay } from '../../time/parse-day.js'
import type { RowReason } from './row-reason.js'

/** What a cell came to: its JSON value, or why it is none. */
export type ParsedCell = { readonly value: unknown } | { readonly reason: RowReason; readonly code: string }

/** Reads the cells of one field, its choices looked up once. References are found elsewhere, for all rows at once. */
export type CellReader = (text: string) => ParsedCell | Promise<ParsedCell>

const bad = (code: string): ParsedCell => ({ reason: 'bad-value', code })

/** How the cells of a field are read: as people type them, and as an export writes them. */
export async function cellReader(ctx: Ctx, field: Field): Promise<CellReader> {
  const { kind, places, currency = 'PLN' } = field
  switch (kind) {
    case 'number':
      return (text) => told(parseDecimal(text, places))
    case 'percent':
      return (text) => told(parseDecimal(text.replace(/%\s*$/, ''), places))
    case 'money':
      return (text) => told(parseAmount(text, currency))
    case 'day':
      return (text) => told(parseDay(text.trim().replace(/[ T]00:00(:00)?$/, '')))
    case 'instant':
      return (text) => told(readMoment(text.trim(), ctx.zone))
    case 'duration':
      return (text) => (/^\d{1,6}$/.test(text.trim()) ? { value: Number(text) } : bad('core.bad-duration'))
    case 'yes-no':
      return (text) => {
        const value = YES_NO.get(fold(text))
        return value === undefined ? bad('core.bad-value') : { value }
      }
    case 'choice':
    case 'choices':
      return choiceReader(await choicesOf(ctx, field), kind === 'choices')
    default:
      return (text) => ({ value: text })
  }
}

/** The same for an attribute. */
export function attributeReader(ctx: Ctx, type: AttributeType): CellReader {
  return async (text) => {
    const parsed = await parseAttribute(ctx, type, text)
    return 'value' in parsed ? parsed : { reason: parsed.error, code: CODES[parsed.error] }
  }
}

const CODES = {
  'bad-value': 'core.bad-value',
  'unknown-choice': 'core.unknown-choice',
  'no-relation': 'core.import-no-record',
  'ambiguous-relation': 'core.import-ambiguous',
} as const

const told = (parsed: Parsed<unknown>): ParsedCell => ('value' in parsed ? parsed : bad(parsed.error))

const YES_NO = new Map<string, boolean>([
  ...['tak', 'yes', 'true', 'prawda', '1', 't', 'y', 'x'].map((word) => [word, true] as const),
  ...['nie', 'no', 'false', 'falsz', '0', 'n'].map((word) => [word, false] as const),
])

/** A local time, „2026-11-05 09:30” or „5.11.2026 9:30”, a day alone, or an instant with its offset. */
function readMoment(text: string, zone: string): Parsed {
  const [, dayText = '', hour, minute = '00'] = /^(\S+)(?:[ T]+(\d{1,2}):(\d{2})(?::\d{2})?)?$/.exec(text) ?? []
  const day = parseDay(dayText)
  if ('error' in day) return parseInstant(text)
  const time = `${(hour ?? '00').padStart(2, '0')}:${minute}`
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
    ? { value: instantOf(`${day.value}T${time}`, zone) }
    : { error: 'core.bad-instant' }
}

const LOCALES: readonly Locale[] = ['pl', 'en']

/** Keys of choices by all they may be called: the key, and the label in either language. */
async function choicesOf(ctx: Ctx, field: Field): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>()
  const labels = await Promise.all(
    LOCALES.map((locale) =>
      choiceLabels({ ...ctx, locale, t: (key, params, other = locale) => ctx.t(key, params, other) }, field),
    ),
  )
  for (const { key } of labels.flat()) keys.set(key, key)
  for (const { key, label } of labels.flat()) if (!keys.has(fold(label))) keys.set(fold(label), key)
  return keys
}

function choiceReader(keys: ReadonlyMap<string, string>, many: boolean): CellReader {
  const unknown: ParsedCell = { reason: 'unknown-choice', code: 'core.unknown-choice' }
  const keyOf = (text: string) => keys.get(text.trim()) ?? keys.get(fold(text))
  return (text) => {
    const whole = keyOf(text)
    if (!many) return whole === undefined ? unknown : { value: whole }
    if (whole !== undefined) return { value: [whole] }
    const chosen = parts(text, /[;|\n]/).flatMap((part) => keyOf(part) ?? parts(part, /,/).map(keyOf))
    return chosen.includes(undefined) ? unknown : { value: [...new Set(chosen)] }
  }
}

const parts = (text: string, border: RegExp): string[] => text.split(border).filter((part) => part.trim() !== '')
