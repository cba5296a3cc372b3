import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openVault, SealedElsewhere, vaultOf } from './vault.js'

test('the instance key is made once, for its owner only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-vault-'))
  const file = join(folder, 'instance.key')
  const sealed = openVault(folder).seal('hasło')
  const before = readFileSync(file, 'utf8')
  expect(openVault(folder).open(sealed)).toBe('hasło')
  expect(readFileSync(file, 'utf8')).toBe(before)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  rmSync(folder, { recursive: true })
})

test('a vault opens what it sealed and nothing else', () => {
  const [mine, other] = [vaultOf(Buffer.alloc(32, 1)), vaultOf(Buffer.alloc(32, 2))]
  const sealed = mine.seal('hasło')
  expect(mine.open(sealed)).toBe('hasło')
  expect(sealed).not.toBe(mine.seal('hasło'))
  expect(() => other.open(sealed)).toThrow('another instance key')
  const [id, nonce, data = ''] = sealed.split('.')
  const changed = (data.startsWith('A') ? 'B' : 'A') + data.slice(1)
  for (const broken of [`${id}.${nonce}.${changed}`, `${id}.${nonce}`, `${id}`, ''])
    expect(() => mine.open(broken)).toThrow(SealedElsewhere)
})

test('a signature is of one purpose', () => {
  const vault = vaultOf(Buffer.alloc(32, 1))
  expect(vault.sign('cursor', 'a')).toBe(vault.sign('cursor', 'a'))
  expect(vault.sign('cursor', 'a')).not.toBe(vault.sign('other', 'a'))
})
