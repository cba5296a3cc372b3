import type { Parsed } from '../text/parsed.js'

const LONGEST = 254
/** One @ and none of the signs that have a meaning in the head of a message, where the address will stand. */
const PARTS = /^([^\s@<>()[\]\\,;:"\p{C}]+)@([^\s@<>()[\]\\,;:"\p{C}]+)$/u

/** An e-mail address, its domain in lower case: one @, no spaces, at most 254 signs. Else `core.bad-email`. */
export function parseEmail(text: string): Parsed {
  const bad = { error: 'core.bad-email' }
  const typed = text.trim()
  if (typed.length > LONGEST) return bad
  const [, local, domain] = PARTS.exec(typed) ?? []
  if (local === undefined || domain === undefined || !isDomain(domain)) return bad

  return { value: `${local}@${domain.toLowerCase()}` }
}

function isDomain(domain: string): boolean {
  return domain.split('.').every((label) => label !== '' && !label.startsWith('-') && !label.endsWith('-'))
}
