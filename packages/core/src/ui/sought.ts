/** What a form sent, or an address says: by name one text or several. */
export type Sent = Readonly<Record<string, unknown>>

/** What a browser without scripts sends beside a reference: what is typed to find it, what its offer was found by, its button. */
const ENDINGS = ['.text', '.asked', '.search'] as const

/**
 * What is to be looked for, for the reference `name`; null when there is nothing to do. Looked for is what was typed until
 * something of its offer is chosen, and whatever stands there, nothing too, when the button beside it was pressed.
 */
export function soughtIn(sent: Sent, name: string): string | null {
  const text = last(sent[`${name}.text`])
  if (Object.hasOwn(sent, `${name}.search`)) return text
  const chosen = text === last(sent[`${name}.asked`]) && last(sent[name]) !== ''
  return text === '' || chosen ? null : text
}

/** Whether something is to be looked for in what was sent. */
export function isSearching(sent: Sent): boolean {
  return Object.keys(sent).some((name) => isOfSearch(name, sent) && soughtIn(sent, baseOf(name)) !== null)
}

/** Whether a name is a reference's search and no value of its own: it stands beside the reference, whose name it begins with. */
export function isOfSearch(name: string, sent: Sent): boolean {
  return ENDINGS.some((ending) => name.endsWith(ending)) && Object.hasOwn(sent, baseOf(name))
}

const baseOf = (name: string): string => name.slice(0, name.lastIndexOf('.'))

/** The text that was sent last under a name, without spaces around it. */
export function last(given: unknown): string {
  const text: unknown = [given].flat().at(-1)
  return typeof text === 'string' ? text.trim() : ''
}
