/**
 * Keeps the files of the page without a connection, and that page, in the looks of whoever works here. No page with data is
 * ever kept. With a connection it stands beside the road: pages come from the network, and files, `/api`, `/live` and
 * downloads do not even pass here.
 */
const KEPT = `berberis-${VERSION}`
/** A page that has not begun to come by then is not coming: one bar in a cellar is no connection. */
const PATIENCE_MS = 20_000
const NO_PAGE =
  /^\/(a|api|live|health|attachments|files)(\/|$)|\.\w+$|\/(pdf|file|content|download|preview|export|story)$/
/** The last page was the one without a connection: its files come from here. */
let cut = false

addEventListener('install', (event) => event.waitUntil(keep()))
addEventListener('activate', (event) => event.waitUntil(begin()))
addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (!NO_PAGE.test(pathname)) event.respondWith(pageFor(event))
  } else if ((cut || !navigator.onLine) && ASSETS.includes(pathname)) event.respondWith(fileFor(request))
})

async function keep() {
  const cache = await caches.open(KEPT)
  // Without cookies: what is kept on the device is what anybody may see.
  await cache.addAll([PAGE, ...ASSETS].map((address) => new Request(address, { credentials: 'omit' })))
  await skipWaiting()
}

async function begin() {
  for (const name of await caches.keys()) if (name.startsWith('berberis-') && name !== KEPT) await caches.delete(name)
  // The page is asked for while the worker is still waking up.
  await registration.navigationPreload?.enable()
  await clients.claim()
}

async function pageFor(event) {
  let timer
  const late = new Promise((resolve, reject) => (timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS)))
  try {
    const answer = await Promise.race([fromNetwork(event), late])
    cut = false
    return answer
  } catch (error) {
    const page = await caches.match(PAGE, { ignoreVary: true })
    if (!page) throw error
    cut = true
    return page
  } finally {
    clearTimeout(timer)
  }
}

async function fromNetwork({ preloadResponse, request }) {
  return (await preloadResponse) ?? fetch(request)
}

async function fileFor(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}
