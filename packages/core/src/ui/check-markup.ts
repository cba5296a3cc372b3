import type { Fault } from './check-template.js'
import { SWAPS } from './helpers/htmx.js'

interface Tag {
  readonly name: string
  readonly line: number
  readonly attributes: ReadonlyMap<string, string>
}

/** Faults of a template's markup; `markup` has every expression replaced by `\u0001`. */
export function checkMarkup(markup: string, plugin: string): Fault[] {
  const bare = markup.replace(/<!--[\s\S]*?-->/g, (found) => found.replace(/[^\n]/g, ' '))
  const tags = tagsOf(bare)
  return [
    ...tags.flatMap((tag) => [
      ...elementFaults(tag),
      ...[...tag.attributes].flatMap(([name, value]) => attributeFaults(tag, name, value, plugin)),
    ]),
    ...headingFaults(tags),
    ...looseText(bare),
  ]
}

const EXPRESSION = '\u0001'
const ALLOWED_HX = new Set(
  'get post put patch delete target swap trigger push-url include vals confirm sync select indicator ignore morph-skip-children'
    .split(' ')
    .map((name) => `hx-${name}`),
)
const ADDRESSES = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'hx-get',
  'hx-post',
  'hx-put',
  'hx-patch',
  'hx-delete',
])
const SPOKEN = new Set(['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'label'])
const UNLABELLED = new Set(['hidden', 'submit', 'button', 'reset'])

function elementFaults({ name, line, attributes }: Tag): Fault[] {
  if (name === 'script' || name === 'style')
    return [{ line, rule: name, text: `<${name}> does not stand in a template` }]
  if (name === 'img' && !attributes.has('alt')) return [{ line, rule: 'alt', text: 'an image without alt' }]
  if (isControl(name, attributes) && !['id', 'aria-label', 'aria-labelledby'].some((given) => attributes.has(given))) {
    return [{ line, rule: 'label', text: `<${name}> has neither an id for its label nor aria-label` }]
  }
  return []
}

function isControl(name: string, attributes: ReadonlyMap<string, string>): boolean {
  if (name === 'select' || name === 'textarea') return true
  // A tick or a choice may stand inside its label.
  return name === 'input' && ![...UNLABELLED, 'checkbox', 'radio'].includes(attributes.get('type') ?? 'text')
}

function attributeFaults({ name: tag, line }: Tag, name: string, value: string, plugin: string): Fault[] {
  const at = (rule: string, text: string): Fault[] => [{ line, rule, text }]
  if (name === 'style') return at('style', 'style= is refused by the policy; use a class')
  if (/^on[a-z]/.test(name)) return at('inline-handler', `${name}= is refused by the policy`)
  if (name.startsWith('hx-')) {
    if (!ALLOWED_HX.has(name)) return at('htmx-attribute', `${name} is not among the attributes a template may use`)
    if (name === 'hx-trigger' && value.includes('[')) return at('htmx-trigger', 'a trigger has no conditions')
    if (name === 'hx-swap' && !value.includes(EXPRESSION) && !Object.hasOwn(SWAPS, value))
      return at('htmx-swap', `no swap is called ${value}`)
    if (name === 'hx-swap' && value.startsWith('morph')) return at('htmx-swap', 'a morph is written with the helper hx')
    if (name === 'hx-vals' && !/^[\u0001{]/.test(value)) return at('htmx-vals', 'hx-vals is JSON')
  }
  if (/^\s*(js|javascript):/i.test(value)) return at('script-address', `${name} holds a script`)
  if (ADDRESSES.has(name) && /^([a-z]+:)?\/\//i.test(value)) return at('foreign-host', `${name} names a host: ${value}`)
  if (name === 'id' && plugin !== 'core' && !value.startsWith(EXPRESSION) && !value.startsWith(`${plugin}-`)) {
    return at('id-prefix', `the id ${value} does not begin with ${plugin}-`)
  }
  if (SPOKEN.has(name) && hasWords(value) && tag !== 'use')
    return at('untranslated', `${name}="${value}" is a text and belongs to the locales`)
  return []
}

function headingFaults(tags: readonly Tag[]): Fault[] {
  const headings = tags.filter(({ name }) => /^h[1-6]$/.test(name))
  return headings.flatMap(({ name, line }, index) => {
    const before = headings[index - 1]
    const skipped = before && Number(name[1]) > Number(before.name[1]) + 1
    return skipped ? [{ line, rule: 'heading', text: `${name} follows ${before.name}` }] : []
  })
}

function looseText(markup: string): Fault[] {
  const outside = markup.replace(/<[^<>]*>/g, (tag) => tag.replace(/[^\n]/g, EXPRESSION))
  return outside.split('\n').flatMap((text, index) =>
    hasWords(text)
      ? [
          {
            line: index + 1,
            rule: 'untranslated',
            text: `„${text.replaceAll(EXPRESSION, '').trim()}” belongs to the locales`,
          },
        ]
      : [],
  )
}

/** Two letters in a row, once entities and expressions are gone. */
function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text.replace(/&[#\w]+;/g, ' '))
}

function tagsOf(markup: string): Tag[] {
  return [...markup.matchAll(/<([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/gi)].map((found) => ({
    name: (found[1] ?? '').toLowerCase(),
    line: markup.slice(0, found.index).split('\n').length,
    attributes: new Map(
      [...(found[2] ?? '').matchAll(/([^\s=\u0001"'/<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"']+))?/g)].map((pair) => [
        (pair[1] ?? '').toLowerCase(),
        (pair[2] ?? '').replace(/^["']|["']$/g, ''),
      ]),
    ),
  }))
}
