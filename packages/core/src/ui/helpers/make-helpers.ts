import type Handlebars from 'handlebars'
import { chrome } from './chrome.js'
import { figures } from './figures.js'
import type { Env } from '../env.js'
import type { Helper, Tools } from './helper.js'
import { htmx } from './htmx.js'
import { logic } from './logic.js'
import { marks } from './marks.js'
import { parts } from './parts.js'
import { slots } from './slots.js'
import { times } from './times.js'
import { words } from './words.js'

/** Every helper a template may use, by name, in the form Handlebars wants. */
export function makeHelpers(tools: Tools): Handlebars.HelperDeclareSpec {
  const own: Readonly<Record<string, Helper>> = {
    ...logic,
    ...words,
    ...figures,
    ...times,
    ...marks(tools),
    ...htmx(tools),
    ...slots(tools),
    ...parts(tools),
    ...chrome(tools),
  }
  return Object.fromEntries(Object.entries(own).map(([name, helper]) => [name, adapt(helper)]))
}

interface HandlebarsOptions {
  readonly hash: Readonly<Record<string, unknown>>
  readonly data: { readonly env: Env; readonly root: unknown }
  readonly fn?: (data: unknown) => string
  readonly inverse?: (data: unknown) => string
}

function adapt(helper: Helper): Handlebars.HelperDelegate {
  return function (this: unknown, ...all: unknown[]) {
    const { hash, data, fn, inverse } = all.at(-1) as HandlebarsOptions
    return helper({
      args: all.slice(0, -1),
      hash,
      env: data.env,
      root: data.root,
      here: this,
      inside: (of) => fn?.(of) ?? '',
      otherwise: (of) => inverse?.(of) ?? '',
    })
  }
}
