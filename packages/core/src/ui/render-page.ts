import { GROUND } from './app-manifest.js'
import type { Engine } from './engine.js'
import type { Env } from './env.js'
import type { Shell, ShellEntry, ShellGroup } from './shell.js'

/** A whole page: the view inside the layout. For htmx draw the view alone, with `engine.render`. */
export function renderPage(engine: Engine, shell: Shell, view: string, data: object, env: Env): string {
  const body = engine.clean(engine.render(view, data, env))
  const current = currentEntry(shell)
  if (shell.outside)
    return `<!doctype html>\n${engine.render('core/outside-layout', { ...shell, body, ground: GROUND }, env)}`
  const menu = shell.menu.map((group) => ({ closed: false, ...group, ...foldedEntries(group, current) }))
  return `<!doctype html>\n${engine.render('core/layout', { undo: null, ...shell, menu, crumbs: crumbsOf(shell), body, headed: String(body).includes('<h1'), sessionSeconds: secondsLeft(shell, env), atHome: shell.path === '/', ground: GROUND, config: HTMX_CONFIG }, env)}`
}

/** A group shows a dozen entries; what is beyond stands folded, unless one is there or it would be a single one. */
const MOST = 12

function foldedEntries({ entries }: ShellGroup, current: ShellEntry | undefined) {
  const drawn = entries.map((entry) => ({ key: null, count: null, tone: null, ...entry, current: entry === current }))
  const shown = drawn.length > MOST + 1 ? MOST : drawn.length
  const more = drawn.slice(shown)
  return { entries: drawn.slice(0, shown), more, moreOpen: more.some((entry) => entry.current) }
}

/** The last one is the page itself: its title when the page names only what it lies in, or nothing. */
function crumbsOf({ crumbs, title }: Shell) {
  const ends = crumbs.at(-1)
  const all = ends && ends.href === undefined ? crumbs : [...crumbs, { label: title }]
  return all.map((crumb, index) => ({ href: null, ...crumb, last: index === all.length - 1 }))
}

/** Seconds rather than an instant: the reader's clock may be wrong. */
function secondsLeft({ sessionEndsAt }: Shell, env: Env): number | null {
  return sessionEndsAt === null ? null : Math.round((Date.parse(sessionEndsAt) - Date.parse(env.now())) / 1000)
}

/** The entry whose address is the longest beginning of the page's own. */
function currentEntry({ menu, path }: Shell): ShellEntry | undefined {
  const within = ({ href }: ShellEntry) => (href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`))
  return menu
    .flatMap(({ entries }) => entries)
    .filter(within)
    .sort((a, b) => b.href.length - a.href.length)[0]
}

/** Error bodies never go into a page; what happens with them is said by `ui.js`. */
const HTMX_CONFIG = JSON.stringify({
  includeIndicatorCSS: false,
  defaultTimeout: 15_000,
  noSwap: [204, 304, '401', '403', '404', '429', '5xx'],
  morphSkipChildren: '[hx-morph-skip-children]',
})
