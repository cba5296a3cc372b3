/**
 * What is noted without a connection, on the device: in IndexedDB, encrypted with a key of its author that no script can
 * read and that is here only as long as he is signed in. Whoever comes after him sees how much there is, and nothing more.
 */
const NAME = 'berberis-offline'
const CHANGEABLE = new Set(['waiting', 'refused'])
const channel = new BroadcastChannel(NAME)
let opened

function open() {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.open(NAME, 1)
    asking.onupgradeneeded = () => {
      asking.result.createObjectStore('keys')
      asking.result.createObjectStore('entries', { keyPath: 'id' })
    }
    asking.onsuccess = () => resolve(asking.result)
    asking.onerror = () => reject(asking.error)
  })
}

/** One transaction; done means that it lies on the disk. */
async function run(name, mode, work) {
  const db = await (opened ??= open())
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(name, mode, { durability: 'strict' })
    const asked = work(transaction.objectStore(name))
    transaction.oncomplete = () => resolve(asked.result)
    transaction.onabort = () => reject(transaction.error)
  })
}

/** Who may note here: `{ who, name, key, kinds }`; undefined when nobody is signed in. */
export function owner() {
  return run('keys', 'readonly', (store) => store.get('own'))
}

/** Takes the key of whoever is signed in. Undefined when the server gives none. */
export async function unlock() {
  const response = await fetch('/offline/key', { cache: 'no-store' })
  if (!response.ok) return undefined
  const { key, ...known } = await response.json()
  const bytes = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
  const own = { ...known, key: await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']) }
  await run('keys', 'readwrite', (store) => store.put(own, 'own'))
  return own
}

/** Gives the key up: what waits stays, and cannot be read until its author signs in again. */
export function lock() {
  return run('keys', 'readwrite', (store) => store.delete('own'))
}

/** All that is kept: the owner's own, oldest first, and how much belongs to others. */
export async function readEntries(own) {
  const rows = await run('entries', 'readonly', (store) => store.getAll())
  const mine = await Promise.all(rows.filter(({ who }) => who === own?.who).map((row) => opening(own, row)))
  const entries = mine.filter(Boolean).sort((one, other) => one.createdAt - other.createdAt)
  return { entries, others: rows.length - entries.length }
}

/** Puts an entry in the place of what it was: `{ id, createdAt, state, … }`. */
export async function writeEntry(own, { id, createdAt, state, ...values }) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = new TextEncoder().encode(JSON.stringify(values))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, own.key, bytes)
  await run('entries', 'readwrite', (store) => store.put({ id, who: own.who, createdAt, state, iv, data }))
}

/**
 * Writes what its author made of an entry, or a new one. False when it is on its way, or gone: what has perhaps arrived
 * already is not changed any more. Nobody sends meanwhile.
 */
export function changeEntry(own, entry) {
  return navigator.locks.request('berberis-offline', async () => {
    const found = await run('entries', 'readonly', (store) => store.get(entry.id))
    if (found && !CHANGEABLE.has(found.state)) return false
    await writeEntry(own, entry)
    return true
  })
}

/** Forgets an entry, unless it is on its way. */
export function dropEntry(id) {
  return navigator.locks.request('berberis-offline', async () => {
    const found = await run('entries', 'readonly', (store) => store.get(id))
    if (found?.state !== 'unsure') await run('entries', 'readwrite', (store) => store.delete(id))
  })
}

/** Says outside the store as whom, and how much waits: a page reads that without opening anything. */
export async function remember(own) {
  const { entries } = await readEntries(own)
  const waiting = entries.filter(({ state }) => state !== 'sent').length
  localStorage.setItem(NAME, JSON.stringify({ who: own?.who ?? '', waiting }))
  dispatchEvent(new Event('berberis-offline-changed'))
  channel.postMessage('')
}

/** What was written under another key (the instance came back without its own) counts as somebody else's. */
async function opening(own, { id, createdAt, state, iv, data }) {
  try {
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, own.key, data)
    return { ...JSON.parse(new TextDecoder().decode(bytes)), id, createdAt, state }
  } catch (error) {
    console.debug(error)
    return null
  }
}
