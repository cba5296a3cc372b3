import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** What is signed: the same message at another time has another signature. */
export interface Signed {
  readonly id: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly body: string
}

/**
 * The signature of a message, `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body` with what the secret decodes to
 * (spec-core §10; the scheme of standardwebhooks.com). The secret begins with `whsec_`.
 */
export function signWebhook(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** A new secret of 24 bytes. */
export function secretFrom(bytes: Buffer): string {
  return `${PREFIX}${bytes.toString('base64')}`
}
