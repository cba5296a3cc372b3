import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../plugin/refusal.js'

/** Argon2id, 19 456 KiB, two passes, one lane (spec-core §1). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** 19 MB each: more at once would let strangers fill the memory. */
const AT_ONCE = 2
const WAITING = 64

/** Verified for logins nobody has, so that they take the same time. Of no password. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$3BV06UYkk/b12isFsql4lg$apZi+5wP69CGy8cHHxOTMIhv0xpeCCraoojFNOOwsT0'

let running = 0
const queue: (() => void)[] = []

/** The text to keep instead of the password. Throws 429 `core.too-many` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), COST))
}

/** Whether the password belongs to the hash; with no hash the work is done all the same and the answer is no. */
export async function verifyPassword(kept: string | null, password: string): Promise<boolean> {
  const right = await inTurn(() => verify(kept ?? NOBODYS, password.normalize('NFC')))
  return right && kept !== null
}

/** True when the hash was made at a lower cost than today's, and is to be made again at the next sign-in. */
export function isWeakHash(kept: string): boolean {
  return !kept.startsWith(`$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`)
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) throw new Refusal('core.too-many', { status: 429, headers: { 'Retry-After': '5' } })
    await new Promise<void>((resolve) => queue.push(resolve))
  }
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    queue.shift()?.()
  }
}
