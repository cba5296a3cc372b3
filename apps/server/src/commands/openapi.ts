import { type Console, withHost } from '../open-host.js'

/** Prints the API document of the plugins in force, attributes of this database included. */
export async function openapi(console: Console): Promise<number> {
  const document = await withHost(console, (host) => host.openApi())
  process.stdout.on('error', passOverClosedPipe)
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
  return 0
}

/** Whoever reads may have had enough: `berberis openapi | head`. */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
