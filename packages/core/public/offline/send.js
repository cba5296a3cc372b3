import { owner, readEntries, remember, writeEntry } from './store.js'

const PATIENCE_MS = 15_000
/** Answers that refuse what was sent; with every other one it is sent again as it is. */
const REFUSED = new Set([400, 403, 404, 413, 415, 422, 428])
/** A line that is said to be back is often not there yet; asked again soon at first, then less and less often. */
const PAUSES = { first: 2000, longest: 60_000 }
let pause = PAUSES.first
let timer

/**
 * Sends what waits, one after the other, under the name each entry has had from the beginning: the server makes one event
 * of it however often it comes. `berberis-offline-sent` tells what came of it, `{ sent, refused, signedOut }`, of this try and of
 * those it makes later by itself. Nothing happens while another tab is at it.
 */
export function send() {
  return navigator.locks.request('berberis-offline', { ifAvailable: true }, (held) => held && sendAll())
}

async function sendAll() {
  clearTimeout(timer)
  const told = { sent: 0, refused: 0, signedOut: false }
  const own = await owner()
  if (!own) return
  const waiting = (await readEntries(own)).entries.filter(({ state }) => state === 'waiting' || state === 'unsure')
  if (waiting.length === 0) return
  // First whether there is a line at all: an entry that has not left the device can still be changed.
  let goesOn = await isConnected()
  for (const entry of waiting) {
    if (!goesOn) break
    const { next, answer } = await sendOne(own, entry)
    await writeEntry(own, next)
    if (answer in told) told[answer] += 1
    goesOn = answer === 'sent' || answer === 'refused'
    told.signedOut = answer === 'nobody'
  }
  if (goesOn || told.signedOut) pause = PAUSES.first
  else {
    timer = setTimeout(() => void send(), pause)
    pause = Math.min(pause * 2, PAUSES.longest)
  }
  await remember(own)
  dispatchEvent(new CustomEvent('berberis-offline-sent', { detail: told }))
}

async function isConnected() {
  try {
    const response = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    return response.ok && (await response.json()).live === true
  } catch {
    return false
  }
}

/**
 * The entry as it is after a try, and what was answered. Until an answer says otherwise it may have arrived; whoever is not
 * let in learns nothing about an earlier try.
 */
async function sendOne(own, entry) {
  const unsure = { ...entry, state: 'unsure' }
  await writeEntry(own, unsure)
  const { id, kind, contractor, contractorId, subject, day, from, note, createdAt } = entry
  const body = new URLSearchParams({ key: id, who: own.who, kind, contractor, subject, day, from })
  if (contractorId) body.set('contractorId', contractorId)
  if (note) body.set('note', note)
  const headers = { 'HX-Request': 'true', 'Idempotency-Key': id }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  let response
  let said
  try {
    response = await fetch('/offline/entries', { method: 'POST', body, headers, signal, redirect: 'manual' })
    said = await response.text()
  } catch {
    return { next: unsure, answer: 'none' }
  }
  const href = response.headers.get('hx-redirect')
  // Of what has arrived the device keeps no more than what to call it.
  if (response.ok && /^\/events\/\d+$/.test(href))
    return { next: { id, kind, subject, day, from, href, createdAt, state: 'sent' }, answer: 'sent' }
  if (response.status === 401) return { next: entry, answer: 'nobody' }
  if (!REFUSED.has(response.status)) return { next: unsure, answer: 'none' }
  const state = response.status === 403 && entry.state === 'unsure' ? 'unsure' : 'refused'
  return { next: { ...entry, state, reason: reasonIn(said) }, answer: 'refused' }
}

function reasonIn(html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const places = [...page.querySelectorAll('[data-error] .bullets li')].map(({ textContent }) => textContent)
  return places.join(' ') || (page.querySelector('[data-error] h1')?.textContent ?? '')
}
