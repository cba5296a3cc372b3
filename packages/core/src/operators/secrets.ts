import { createHash, randomBytes } from 'node:crypto'

/** Letters and digits that nobody mistakes for one another when reading them from paper. */
export const CLEAR = 'abcdefghijkmnpqrstuvwxyz23456789'

/** 256 random bits, 43 signs of base64url: the id of a session. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in hex: what is kept of a session id, a token or the set-up key. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A password for somebody who will be told it once: 20 signs in five groups, 100 random bits. */
export function generatedPassword(): string {
  const signs = [...randomBytes(20)].map((byte) => CLEAR[byte % CLEAR.length])
  return [0, 4, 8, 12, 16].map((from) => signs.slice(from, from + 4).join('')).join('-')
}

/** 160 random bits, 32 signs: the key of the set-up page. */
export function setUpKey(): string {
  return [...randomBytes(32)].map((byte) => CLEAR[byte % CLEAR.length]).join('')
}
