import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { BackupFault } from './backup-fault.js'

/** Cost of turning the passphrase into a key: some 60 ms and 32 MB a try, also for whoever guesses. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const

interface Sealed {
  readonly kdf: 'scrypt'
  readonly salt: string
  readonly nonce: string
  readonly data: string
}

/** The instance key under a passphrase: AES-256-GCM with a key made by scrypt. JSON. */
export async function sealKey(key: Buffer, passphrase: string): Promise<string> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt), nonce)
  const data = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()])
  const sealed: Sealed = {
    kdf: 'scrypt',
    salt: salt.toString('base64url'),
    nonce: nonce.toString('base64url'),
    data: data.toString('base64url'),
  }
  return `${JSON.stringify(sealed)}\n`
}

/** The key again. Throws BackupFault `passphrase-wrong` when it does not open; `file` is what is named then. */
export async function openKey(sealed: string, passphrase: string, file: string): Promise<Buffer> {
  try {
    const { salt, nonce, data } = JSON.parse(sealed) as Sealed
    const bytes = Buffer.from(data, 'base64url')
    const key = await keyFrom(passphrase, Buffer.from(salt, 'base64url'))
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
    decipher.setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()])
  } catch {
    throw new BackupFault('passphrase-wrong', file)
  }
}

function keyFrom(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key))),
  )
}
