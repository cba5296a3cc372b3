import type { FilledSlot, FillView } from '../env.js'
import { attributes, escape, type Call, type Helper, type Tools } from './helper.js'
import { hxAttributes } from './htmx.js'
import { iconOf } from './marks.js'

/**
 * `{{slot "core.contractor.tabs" contractor=contractor current="sales"}}` draws the fills of a slot in its shape. What the
 * page awaited beforehand (counts) is given as `fills=`; otherwise the host is asked. `only="s"` draws the fills of one
 * size, `except="s"` the others, for a page that has two places for them.
 */
export function slots({ clean }: Tools): Readonly<Record<string, Helper>> {
  return {
    slot: (call) => {
      const id = String(call.args[0])
      const { fills: awaited, current, shape, only, except, ...about } = call.hash
      const found = awaited ? given(awaited, shape) : call.env.fills?.(id, about)
      if (!found) return ''
      const fills = found.fills.filter(({ size }) => (only ? size === only : size !== except))
      return clean(fills.map((fill) => DRAWN[found.shape](call, fill, current === fill.name)).join(''))
    },
  }
}

function given(awaited: unknown, shape: unknown): FilledSlot {
  if (Array.isArray(awaited)) return { shape: (shape ?? 'cards') as FilledSlot['shape'], fills: awaited as FillView[] }
  return awaited as FilledSlot
}

type Draw = (call: Call, fill: FillView, current: boolean) => string

const DRAWN: Readonly<Record<FilledSlot['shape'], Draw>> = {
  tabs: (_call, fill, current) =>
    `<a${attributes({ class: 'tab', href: fill.href, 'aria-current': current ? 'page' : undefined })}${current ? '' : morph(fill.href)}>${escape(fill.label)}${countOf(fill)}</a>`,
  menu: (call, fill) => `<a${attributes({ href: fill.href })}>${iconIn(call, fill)}${escape(fill.label)}</a>`,
  pages: (call, fill) =>
    `<a${attributes({ class: 'row-link', href: fill.href })}>${iconIn(call, fill)}${escape(fill.label)}</a>`,
  cards: lazyCard,
  tiles: lazyCard,
}

/**
 * A region of fixed least height with a plain link in it, which the fill's own page replaces when it comes into view.
 * Once loaded it stays through morphs of the page around it, and loads anew only when its address changes.
 */
function lazyCard(call: Call, fill: FillView): string {
  const { t } = call.env
  const region = attributes({
    class: 'fill',
    id: `fill-${fill.id.replaceAll('.', '-')}`,
    'data-size': fill.size,
    'data-failed': t('core.fill-failed', { name: fill.label }),
    'data-retry': t('core.retry'),
    'hx-morph-skip-children': true,
  })
  const load = hxAttributes({ get: fill.href, trigger: 'intersect once', swap: 'innerHTML' })
  return `<div${region}${load}><section class="card waiting"><header class="card-head"><h2>${iconIn(call, fill)}${escape(fill.label)}</h2></header><p><a href="${escape(fill.href)}">${escape(t('core.open-fill', { name: fill.label }))}</a></p></section></div>`
}

function morph(href: string): string {
  return hxAttributes({ get: href, target: '#main', swap: 'morph-inner', push: true })
}

function iconIn(call: Call, fill: FillView): string {
  return fill.icon ? iconOf(call, fill.icon) : ''
}

function countOf(fill: FillView): string {
  return fill.count === undefined ? '' : ` <span class="count">${fill.count}</span>`
}
