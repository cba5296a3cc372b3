import { request } from 'node:http'
import type { Page } from './browser.js'

/** What a visit asked the network for; answers out of the browser's own cache are not counted. */
export interface Traffic {
  /** Addresses in the order of asking. */
  readonly asked: readonly string[]
  /** Bytes of the script heap after a collection. */
  readonly heap: number
}

/** The stream that one tab of a browser holds for all of them, and the figures on the tabs of views, which no page waits for. */
const LATER = /\/live\?|[?&]count=views/

/** Goes to `path` and listens until nothing is on its way. `cold`: the browser has forgotten every file. */
export async function trafficOf(
  page: Page,
  path: string,
  { cold = false }: { readonly cold?: boolean } = {},
): Promise<Traffic> {
  const protocol = await page.context().newCDPSession(page)
  const asked = new Map<string, string>()
  protocol.on('Network.requestWillBeSent', ({ requestId, request: { url } }) => asked.set(requestId, url))
  protocol.on('Network.requestServedFromCache', ({ requestId }) => asked.delete(requestId))
  protocol.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.fromDiskCache || response.fromPrefetchCache) asked.delete(requestId)
  })
  await protocol.send('Network.enable')
  if (cold) await protocol.send('Network.clearBrowserCache')

  await page.goto(path)
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
  await page.evaluate('new Promise((done) => setTimeout(done, 120))')
  await page.locator('.htmx-request').first().waitFor({ state: 'detached' })
  await protocol.send('HeapProfiler.collectGarbage')
  const { usedSize } = await protocol.send('Runtime.getHeapUsage')
  await protocol.detach()
  return { asked: [...asked.values()].filter((url) => !LATER.test(url)), heap: usedSize }
}

/** Bytes of an answer's body as they travel, in brotli. */
export function bytesOf(
  origin: string,
  path: string,
  { cookie, partial = false }: { readonly cookie: string; readonly partial?: boolean },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie,
      'accept-encoding': 'br',
      ...(partial && { 'hx-request': 'true', 'hx-request-type': 'partial' }),
    }
    const asking = request(origin + path, { headers }, (answer) => {
      let bytes = 0
      answer.on('data', (part: Buffer) => (bytes += part.length))
      answer.on('end', () =>
        answer.statusCode === 200 && answer.headers['content-encoding'] === 'br'
          ? resolve(bytes)
          : reject(
              new Error(
                `${path} answered ${answer.statusCode}, ${answer.headers['content-encoding'] ?? 'not compressed'}`,
              ),
            ),
      )
    })
    asking.on('error', reject)
    asking.end()
  })
}
