import type { MessageParams } from '../../plugin/refusal.js'
import { browserName } from './browser-name.js'
import { escape, textOf, type Helper } from './helper.js'
import Handlebars from 'handlebars'

/** `t` in the reader's language, `url` with its query, `asset`, `lines` for a text with line breaks, `browser` for an agent's name. */
export const words: Readonly<Record<string, Helper>> = {
  t: ({ args: [key], hash, env }) => env.t(String(key), hash as MessageParams),
  url: ({ args, hash }) => address(args.map(textOf).join(''), hash),
  asset: ({ args: [path], env }) => env.asset(String(path)),
  lines: ({ args: [text] }) => new Handlebars.SafeString(escape(textOf(text)).replace(/\r?\n/g, '<br>')),
  browser: ({ args: [agent] }) => browserName(textOf(agent)),
  initials: ({ args: [name] }) => initialsOf(textOf(name)),
}

/** An address with its query; absent parameters are left out, lists are repeated. */
export function address(path: string, query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .map(textOf)
      .filter((text) => text !== '')
      .map((text) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`),
  )
  if (pairs.length === 0) return path
  return `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

/** The first letters of the first two words: „Hotel Imperial” → HI, "Żak" → ŻA. */
export function initialsOf(name: string): string {
  const found = name.match(/[\p{L}\p{N}][\p{L}\p{N}]*/gu) ?? []
  const [first = '', second] = found
  return (second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2)).toLocaleUpperCase('pl')
}
