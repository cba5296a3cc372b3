import { attributes, escape, isBlank, textOf, type Call, type Helper, type Tools } from './helper.js'
import { initialsOf } from './words.js'

/** The hues tags, avatars and event types may have. */
export const HUES = ['plum', 'rose', 'red', 'amber', 'green', 'teal', 'blue', 'violet', 'slate'] as const

const LIGHTS = { green: 'light-green', yellow: 'light-yellow', red: 'light-red', none: 'light-none' } as const

/**
 * `icon name [label]`, `icon-names`, `avatar name [square=true size="s|m|l" hue=]`, `tag label [hue= dot=true title=]`, `status label
 * [tone="ok|warn|bad|info|muted"]`, `light value` (green, yellow, red, none: a shape and a word), `kbd keys…`,
 * `link href label`.
 */
export function marks({ clean }: Tools): Readonly<Record<string, Helper>> {
  return {
    icon: (call) => clean(iconOf(call, textOf(call.args[0]), textOf(call.args[1] ?? call.hash.label))),
    'icon-names': ({ env }) => [...(env.iconNames ?? [])].sort(),
    avatar: ({ args: [name], hash }) => clean(avatar(textOf(name), hash)),
    tag: ({ args: [label], hash }) =>
      isBlank(label)
        ? ''
        : clean(
            `<span${attributes({ class: 'tag', 'data-hue': hash.hue, title: hash.title })}>${hash.dot ? '<i class="dot"></i>' : ''}${escape(textOf(label))}</span>`,
          ),
    status: ({ args: [label], hash }) =>
      clean(
        `<span${attributes({ class: 'status', 'data-tone': hash.tone ?? 'muted' })}><i class="dot"></i>${escape(textOf(label))}</span>`,
      ),
    light: (call) => clean(light(call, textOf(call.args[0]))),
    kbd: ({ args }) => clean(args.map((key) => `<kbd>${escape(textOf(key))}</kbd>`).join('')),
    link: ({ args: [href, label], hash }) =>
      clean(isBlank(href) ? escape(textOf(label)) : `<a${attributes({ href, ...hash })}>${linkText(href, label)}</a>`),
  }
}

/** A mail address may break after its @, rather than anywhere. */
function linkText(href: unknown, label: unknown): string {
  const text = escape(textOf(label))
  return textOf(href).startsWith('mailto:') ? text.replace('@', '@<wbr>') : text
}

/** An icon of the sheet: hidden from readers unless it has a label, and then the label is its name. */
export function iconOf({ env }: Pick<Call, 'env'>, name: string, label = ''): string {
  const named = label === '' ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label }
  return `<svg${attributes({ class: 'i', ...named })}><use href="${escape(env.icons)}#${escape(name)}"/></svg>`
}

/** Operators are circles in a hue of their own, contractors grey squares. */
function avatar(name: string, hash: Readonly<Record<string, unknown>>): string {
  const look = hash.square ? {} : { 'data-hue': hash.hue ?? hueOf(name) }
  return `<span${attributes({ class: hash.square ? 'avatar square' : 'avatar', 'data-size': hash.size, ...look, 'aria-hidden': 'true' })}>${escape(initialsOf(name))}</span>`
}

/** The same name always has the same hue; slate is left for things. */
function hueOf(name: string): string {
  let sum = 0
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521
  return HUES[sum % (HUES.length - 1)] ?? 'plum'
}

function light(call: Call, value: string): string {
  const state = value in LIGHTS ? (value as keyof typeof LIGHTS) : 'none'
  return `<span${attributes({ class: 'light', 'data-light': state })}>${iconOf(call, LIGHTS[state])}${escape(call.env.t(`core.light.${state}`))}</span>`
}
