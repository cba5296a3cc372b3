import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, thirty seconds. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Clocks may differ by a step either way. */
const WINDOW = 1
const SECRET_BYTES = 20

/** A new secret, 160 random bits in base32. */
export function newFactorSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/**
 * The step of thirty seconds since 1970 whose code this is, at most one away from `now` (UTC instant); null when it is
 * none of the three. Compared in constant time.
 */
export function stepOfCode(secret: string, code: string, now: string): number | null {
  const timestamp = Date.parse(now)
  const totp = new TOTP({ ...KIND, secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp, window: WINDOW })
  return delta === null ? null : totp.counter({ timestamp }) + delta
}

/** What an authenticator reads from the QR code: whose the secret is, and where. */
export function factorUri(secret: string, { firm, login }: { readonly firm: string; readonly login: string }): string {
  return new TOTP({ ...KIND, secret: Secret.fromBase32(secret), issuer: firm, label: login }).toString()
}
