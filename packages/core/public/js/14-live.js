import { swap } from './01-page.js'

const MOST_TOPICS = 100
const hearers = new Map()
const waiting = new Set()
const channel = new BroadcastChannel('berberis-live')
let stream = null
/** Topics of all tabs, the longest known first; only the tab that leads has any. */
let wanted = null
let heardTimer
let openTimer
let retryMs = 3000
/** Number of what was heard last. */
let lastHeard = ''

/** Runs when a topic is touched, from an island; answers how to stop. */
export function live(topic, run) {
  const runs = hearers.get(topic) ?? hearers.set(topic, new Set()).get(topic)
  runs.add(run)
  tell()
  return () => runs.delete(run)
}

function ownTopics() {
  const shown = [...document.querySelectorAll('[data-live]')].flatMap(({ dataset }) => dataset.live.split(' '))
  return [...new Set([...shown, ...hearers.keys()])].filter(Boolean)
}

/** One tab of the browser listens for all: who holds the lock leads, and the next one takes it when that tab goes. */
function tell() {
  const topics = ownTopics()
  if (wanted) want(topics)
  else channel.postMessage({ topics })
}

function want(topics) {
  const fresh = topics.filter((topic) => !wanted.has(topic))
  for (const topic of topics) wanted.delete(topic)
  for (const topic of topics) wanted.add(topic)
  for (const topic of wanted) if (wanted.size > MOST_TOPICS) wanted.delete(topic)
  if (fresh.length === 0 && stream && stream.readyState !== EventSource.CLOSED) return
  clearTimeout(openTimer)
  openTimer = setTimeout(connect, 50)
}

function connect() {
  stream?.close()
  if (wanted.size === 0) return
  const query = new URLSearchParams([...wanted].map((topic) => ['topic', topic]))
  if (lastHeard) query.set('after', lastHeard)
  else query.set('since', document.body.dataset.at)
  const mine = new EventSource(`/live?${query}`)
  stream = mine
  mine.onopen = () => (retryMs = 3000)
  mine.onmessage = ({ data, lastEventId }) => {
    lastHeard = lastEventId
    spread([JSON.parse(data).topic])
  }
  mine.addEventListener('all', () => spread(null))
  mine.addEventListener('refused', ({ data }) => JSON.parse(data).forEach((topic) => wanted.delete(topic)))
  // The session is over: whoever signs in again brings a new page, and that its topics.
  mine.addEventListener('over', () => mine.close())
  mine.onerror = () => {
    if (mine.readyState !== EventSource.CLOSED || stream !== mine) return
    // Neither a lost line nor a refusal: the server was not ready. It is asked again, less and less often.
    stream = null
    clearTimeout(openTimer)
    openTimer = setTimeout(connect, retryMs)
    retryMs = Math.min(retryMs * 2, 60_000)
  }
}

function spread(topics) {
  channel.postMessage({ heard: topics })
  hear(topics)
}

/** `null`: anything may have changed. A tab nobody looks at waits until somebody does. */
function hear(topics) {
  for (const topic of topics ?? ownTopics()) waiting.add(topic)
  clearTimeout(heardTimer)
  if (!document.hidden) heardTimer = setTimeout(renew, 80)
}

function renew() {
  const touched = [...waiting]
  waiting.clear()
  for (const topic of touched) for (const run of hearers.get(topic) ?? []) run()
  for (const element of document.querySelectorAll('[data-live]')) {
    if (!touched.some((topic) => element.dataset.live.split(' ').includes(topic))) continue
    if (element.matches('.page')) void swap(element.dataset.src ?? location.href, '#main')
    else void swap(element.dataset.src, element)
  }
}

channel.onmessage = ({ data }) => {
  if (data.heard !== undefined) hear(data.heard)
  else if (wanted && data.topics) want(data.topics)
  else if (data.ask) tell()
}
document.addEventListener('visibilitychange', () => !document.hidden && waiting.size > 0 && renew())
document.addEventListener(
  'htmx:after:swap',
  () => ownTopics().some((topic) => !stream || !wanted?.has(topic)) && tell(),
)
addEventListener('pagehide', () => stream?.close())

function lead() {
  wanted = new Set()
  channel.postMessage({ ask: true })
  tell()
  // The lock is held as long as this tab lives.
  return new Promise(() => undefined)
}

// Without a secure address there are no locks: then each tab listens for itself.
if (document.querySelector('[data-live]'))
  void (navigator.locks ? navigator.locks.request('berberis-live', lead) : lead())
tell()
