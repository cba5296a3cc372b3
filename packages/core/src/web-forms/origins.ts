/**
 * The origins in a text of one address a line, each as browsers send it („https://firma.example”), none twice. A whole
 * address of a page stands for its origin; what is none stays as it is.
 */
export function originsIn(text: unknown): readonly string[] {
  const lines = typeof text === 'string' ? text.split(/[\s,;]+/).filter((line) => line !== '') : []
  return [...new Set(lines.map((line) => originOf(line) ?? line))]
}

/** The origin of an address of the web; null for everything else, and for one with a name and a password. */
export function originOf(address: string): string | null {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
  // A policy is a list of words: a host that is none must not become two of them.
  return /^https?:\/\/[a-z0-9.[\]:-]+$/.test(url.origin) ? url.origin : null
}
