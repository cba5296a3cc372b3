import { isCleanText } from '../text/normal-text.js'
import { Malformed } from './validate.js'

const DEEPEST = 32
/**
 * Refuses what no text may hold, and what is nested deeper than 32, before any schema or database sees it. Line ends
 * become `\n`. Throws `Malformed`; answers with the cleaned copy.
 */
export function cleanInput(part: string, value: unknown): unknown {
  return clean(part, value, '', 0)
}

function clean(part: string, value: unknown, path: string, depth: number): unknown {
  if (typeof value === 'string') return cleanText(part, value, path)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEEPEST) throw new Malformed(part, [{ path, code: 'core.too-deep' }])
  if (Array.isArray(value)) return value.map((item, at) => clean(part, item, join(path, String(at)), depth + 1))

  const entries = Object.entries(value).map(([name, item]) => {
    cleanText(part, name, path)
    return [name, clean(part, item, join(path, name), depth + 1)]
  })
  return Object.fromEntries(entries)
}

function cleanText(part: string, text: string, path: string): string {
  if (!isCleanText(text)) throw new Malformed(part, [{ path, code: 'core.bad-text' }])
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name
}
