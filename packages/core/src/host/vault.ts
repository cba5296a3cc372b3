import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '../ctx.js'

/** Thrown for a sealed text that this instance's key does not open: it was sealed with another, or changed since. */
export class SealedElsewhere extends Error {
  constructor(cause?: unknown) {
    super('sealed with another instance key, or changed since', { cause })
    this.name = 'SealedElsewhere'
  }
}

/**
 * The vault of the instance whose key lies in `<folder>/instance.key`; the key is made at the first start, 256 random
 * bits, readable by its owner only. Whoever copies the database without it can read no secret and sign no cursor.
 */
export function openVault(folder: string): Vault {
  return vaultOf(readKey(join(folder, 'instance.key'), folder))
}

/** A vault with a given key of 32 bytes. */
export function vaultOf(key: Buffer): Vault {
  const signing = derived(key, 'sign')
  const sealing = derived(key, 'seal')
  const keyId = createHash('sha256').update(sealing).digest('base64url').slice(0, 8)

  return {
    sign: (purpose, text) => createHmac('sha256', signing).update(`${purpose}\n${text}`).digest('base64url'),
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${keyId}.${nonce.toString('base64url')}.${data.toString('base64url')}`
    },
    open(sealed) {
      const [id, nonce = '', data = ''] = sealed.split('.')
      if (id !== keyId) throw new SealedElsewhere()
      try {
        const bytes = Buffer.from(data, 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', sealing, Buffer.from(nonce, 'base64url'))
        decipher.setAuthTag(bytes.subarray(-16))
        return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
      } catch (error) {
        throw new SealedElsewhere(error)
      }
    },
  }
}

function readKey(file: string, folder: string): Buffer {
  mkdirSync(folder, { recursive: true })
  // 'wx': two processes starting at once must not each make a key of their own.
  if (!existsSync(file)) writeNew(file, randomBytes(32).toString('base64url') + '\n')

  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (key.length !== 32) throw new Error('the instance key in the data folder is damaged')
  return key
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

function derived(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `berberis ${purpose}`, 32))
}
