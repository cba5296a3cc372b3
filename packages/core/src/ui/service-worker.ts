import { createHash } from 'node:crypto'

interface Given {
  /** The module without its head, as it lies in `public/worker`. */
  readonly source: string
  /** Address of the page that is shown without a connection, and its HTML. */
  readonly page: string
  readonly html: string
  /** Addresses of the files that page needs; they change with what is in them. */
  readonly assets: readonly string[]
}

/**
 * The service worker as a browser gets it: it begins with what it keeps, under a name made of all of that, so that the
 * browser finds another worker as soon as a file, a text or the page itself is another.
 */
export function serviceWorker({ source, page, html, assets }: Given): string {
  const version = createHash('sha256')
    .update([source, page, html, ...assets].join('\0'))
    .digest('hex')
    .slice(0, 16)
  const head = { VERSION: version, PAGE: page, ASSETS: assets }
  return `${Object.entries(head)
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value)}\n`)
    .join('')}${source}`
}
