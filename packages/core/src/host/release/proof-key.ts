import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The key with which an instance signs what it has tried; in no backup, so that a copy of an instance is another one. */
export const PROOF_KEY = 'proof.key'

export interface ProofKey {
  /** What others are told: `bbk_` and 43 signs. */
  readonly publicKey: string
  /** base64url. */
  sign(text: string): string
}

const PUBLIC = /^bbk_([\w-]{43})$/
/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The instance's own key in `<folder>/proof.key`, made when it is first asked for and readable by its owner only. */
export function openProofKey(folder: string): ProofKey {
  const file = join(folder, PROOF_KEY)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) writeNew(file, `${randomBytes(32).toString('base64url')}\n`)
  const seed = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (seed.length !== 32) throw new Error(`the proof key ${file} is damaged`)
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })

  return {
    publicKey: `bbk_${createPublicKey(key).export({ format: 'jwk' }).x ?? ''}`,
    sign: (text) => sign(null, signed(text), key).toString('base64url'),
  }
}

/** The instance's own public key; null when it never proved anything. */
export function ownPublicKey(folder: string): string | null {
  return existsSync(join(folder, PROOF_KEY)) ? openProofKey(folder).publicKey : null
}

/** Whether a text is a public key as `berberis plugins key` prints it. */
export const isPublicKey = (text: string): boolean => keyOf(text) !== null

/** Whether this key signed this text. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = keyOf(publicKey)
  return key !== null && verify(null, signed(text), key, Buffer.from(signature, 'base64url'))
}

/** A signature of something else must never pass for one of a proof. */
const signed = (text: string): Buffer => Buffer.from(`berberis plugin proof 1\n${text}`)

function keyOf(publicKey: string): KeyObject | null {
  const x = PUBLIC.exec(publicKey)?.[1]
  return x === undefined ? null : createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

/** 'wx': two processes that begin at once must not each make a key of their own. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
