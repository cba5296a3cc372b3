import { attributes, isBlank, type Helper, type Tools } from './helper.js'

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const
const PLAIN = ['target', 'trigger', 'include', 'confirm', 'sync', 'select', 'indicator'] as const

/** Our words for how an answer goes in, and those of the htmx that is installed. */
export const SWAPS: Readonly<Record<string, string>> = {
  innerHTML: 'innerHTML',
  outerHTML: 'outerHTML',
  'morph-inner': 'innerMorph',
  'morph-outer': 'outerMorph',
  beforeend: 'beforeend',
  afterend: 'afterend',
  delete: 'delete',
  none: 'none',
}

/**
 * `{{hx get="/arms/tasks" target="#list" swap="morph-inner" push=true}}` prints the attributes of the installed htmx, so
 * that a change of its version is a change here. Throws RangeError for a word it does not know.
 */
export function htmx({ clean }: Tools): Readonly<Record<string, Helper>> {
  return { hx: ({ hash }) => clean(hxAttributes(hash)) }
}

export function hxAttributes({ swap, push, vals, ...rest }: Readonly<Record<string, unknown>>): string {
  const known = new Set<string>([...VERBS, ...PLAIN])
  const odd = Object.keys(rest).find((name) => !known.has(name))
  if (odd) throw new RangeError(`hx knows no ${odd}`)
  const given = Object.fromEntries(Object.entries(rest).map(([name, value]) => [`hx-${name}`, value]))
  return attributes({
    ...given,
    'hx-swap': isBlank(swap) ? undefined : swapOf(String(swap)),
    'hx-push-url': push === true ? 'true' : push,
    'hx-vals': typeof vals === 'object' && vals !== null ? JSON.stringify(vals) : vals,
  })
}

function swapOf(word: string): string {
  const swap = SWAPS[word]
  if (!swap) throw new RangeError(`hx knows no swap ${word}`)
  return swap
}
