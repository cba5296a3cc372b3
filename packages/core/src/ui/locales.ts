import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { MessageParams } from '../plugin/refusal.js'

export type Locale = 'pl' | 'en'
export const LOCALES: readonly Locale[] = ['pl', 'en']

/** A text, or one text for each plural form of the language. */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>
export type Messages = Readonly<Record<Locale, ReadonlyMap<string, Message>>>

export interface LoadedLocales {
  readonly messages: Messages
  /** What is wrong, in words for a developer; any of them keeps the plugin out. */
  readonly faults: readonly string[]
}

const PLURALS: Readonly<Record<Locale, readonly Intl.LDMLPluralRule[]>> = {
  pl: ['one', 'few', 'many', 'other'],
  en: ['one', 'other'],
}
const RULES = { pl: new Intl.PluralRules('pl'), en: new Intl.PluralRules('en') }
const COUNTS = { pl: new Intl.NumberFormat('pl'), en: new Intl.NumberFormat('en') }

/**
 * Reads `<dir>/pl.json` and `<dir>/en.json` of every plugin, or `<dir>/pl/*.json` and `<dir>/en/*.json` where there is
 * much to say: flat objects of key → text. Both languages must hold the
 * same keys, the same placeholders, and every plural form of the language. A key taken by an earlier folder is a fault.
 */
export function loadLocales(folders: readonly { readonly id: string; readonly dir: string }[]): LoadedLocales {
  const messages = { pl: new Map<string, Message>(), en: new Map<string, Message>() }
  const faults: string[] = []
  for (const { id, dir } of folders) {
    const read = { pl: readMessages(dir, 'pl', faults), en: readMessages(dir, 'en', faults) }
    faults.push(...compare(id, read), ...taken(id, read.pl, messages.pl))
    for (const locale of LOCALES) for (const [key, message] of read[locale]) messages[locale].set(key, message)
  }
  return { messages, faults }
}

/**
 * The text of a key. `{name}` is replaced by a parameter, `{count}` is grouped as the language does and chooses the plural
 * form. Throws RangeError on an unknown key: whoever shows it decides whether that stops the work.
 */
export function translate(messages: Messages, locale: Locale, key: string, params: MessageParams = {}): string {
  const message = messages[locale].get(key)
  if (message === undefined) throw new RangeError(`no text for the key ${key} in ${locale}`)
  return plural(message, locale, params.count).replace(/\{([\w-]+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return name === 'count' && typeof value === 'number' ? COUNTS[locale].format(value) : String(value)
  })
}

function plural(message: Message, locale: Locale, count: MessageParams[string] | undefined): string {
  if (typeof message === 'string') return message
  const form = RULES[locale].select(Number(count ?? 0))
  return message[form] ?? message.other ?? ''
}

function readMessages(dir: string, locale: Locale, faults: string[]): Map<string, Message> {
  const read = new Map<string, Message>()
  for (const path of localeFiles(dir, locale)) {
    for (const [key, message] of Object.entries(parsed(path, faults))) {
      if (read.has(key)) faults.push(`${path}: ${key} stands in two files`)
      read.set(key, locale === 'pl' ? tied(message) : message)
    }
  }
  return read
}

function parsed(path: string, faults: string[]): Readonly<Record<string, Message>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Message>
  } catch (error) {
    faults.push(`${path}: ${(error as Error).message}`)
    return {}
  }
}

function localeFiles(dir: string, locale: Locale): string[] {
  const [file, folder] = [join(dir, `${locale}.json`), join(dir, locale)]
  const more = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : []
  return [...(existsSync(file) ? [file] : []), ...more.map((name) => join(folder, name))]
}

/** A Polish word of one letter does not stand at the end of a line. */
function tied(message: Message): Message {
  const tie = (text: string) => text.replace(/(?<=^|[\s(„])([aiouwzAIOUWZ]) (?=\S)/g, '$1\u00a0')
  if (typeof message === 'string') return tie(message)
  return Object.fromEntries(Object.entries(message).map(([form, text]) => [form, tie(text)]))
}

function compare(id: string, { pl, en }: Record<Locale, Map<string, Message>>): string[] {
  const keys = new Set([...pl.keys(), ...en.keys()])
  return [...keys].flatMap((key) => {
    const missing = LOCALES.filter((locale) => !{ pl, en }[locale].has(key))
    if (missing.length > 0) return missing.map((locale) => `${id}: ${locale}.json has no text for ${key}`)
    return [
      ...forms(id, 'pl', key, pl.get(key)),
      ...forms(id, 'en', key, en.get(key)),
      ...names(id, key, pl.get(key), en.get(key)),
    ]
  })
}

function forms(id: string, locale: Locale, key: string, message: Message | undefined): string[] {
  if (message === undefined || typeof message === 'string') return []
  return PLURALS[locale]
    .filter((form) => !message[form])
    .map((form) => `${id}: ${locale}.json: ${key} lacks the form ${form}`)
}

function names(id: string, key: string, pl: Message | undefined, en: Message | undefined): string[] {
  const [inPl, inEn] = [placeholders(pl), placeholders(en)]
  const odd = [...inPl].filter((name) => !inEn.has(name)).concat([...inEn].filter((name) => !inPl.has(name)))
  return odd.map((name) => `${id}: ${key} has {${name}} in one language only`)
}

function placeholders(message: Message | undefined): Set<string> {
  const texts = typeof message === 'object' ? Object.values(message) : [message ?? '']
  return new Set(
    texts
      .join(' ')
      .match(/\{[\w-]+\}/g)
      ?.map((name) => name.slice(1, -1)) ?? [],
  )
}

function taken(id: string, read: Map<string, Message>, before: Map<string, Message>): string[] {
  return [...read.keys()]
    .filter((key) => before.has(key))
    .map((key) => `${id}: the text ${key} belongs to another plugin`)
}
