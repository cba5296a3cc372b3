import type { BrowserContext } from './browser.js'

/** Files, assets and the other door: addresses that are no pages. */
const NO_PAGE = /^\/(a|api|health)\/|\/(pdf|file|download|preview)$|^\/(attachments|files)\//
const MOST = 200

/**
 * The pages somebody who is signed in can reach, one address for each shape (`/contractors/:id`), found by following links
 * from `/` as a person would; so a page that a plugin brings is among them without being named. Addresses in `also` are
 * looked at too. Throws when there are more than anybody would look at: something makes a kind of page out of each record.
 */
export async function findPages(
  context: BrowserContext,
  origin: string,
  also: readonly string[] = [],
): Promise<string[]> {
  const found = new Map<string, string>()
  const open = ['/', ...also]
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const shape = shapeOf(path)
    if (found.has(shape)) continue
    const response = await context.request.get(origin + path, { maxRedirects: 0 })
    if (!response.headers()['content-type']?.startsWith('text/html')) continue
    const html = await response.text()
    if (response.status() !== 200 || !html.includes('<html')) continue
    found.set(shape, path)
    if (found.size > MOST) throw new RangeError(`more than ${MOST} kinds of pages, the last one ${shape}`)
    open.push(...linksOf(html, path))
  }
  return [...found.values()]
}

function linksOf(html: string, from: string): string[] {
  return [...html.matchAll(/\s(?:href|hx-get)="([^"#]+)/g)]
    .map(([, href]) => new URL((href ?? '').replaceAll('&amp;', '&'), `http://x${from}`))
    .filter(({ host, pathname }) => host === 'x' && !NO_PAGE.test(pathname))
    .map(({ pathname, search }) => pathname + search)
}

/** One page of each kind is enough: numbers, ids (`core.edit-cases`) and texts of help make no other kind. */
function shapeOf(path: string): string {
  const { pathname } = new URL(path, 'http://x')
  return pathname.replace(/\/(\d+|[\w-]+\.[\w-]+)(?=\/|$)/g, '/:id').replace(/^\/help\/.+/, '/help/:page')
}
