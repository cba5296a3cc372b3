import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownTests, passedIn } from './own-tests.js'
import { packageSum } from './package-sum.js'
import { readProofs, sealProof, type Statement, verified } from './proof.js'
import { isPublicKey, openProofKey, ownPublicKey, PROOF_KEY } from './proof-key.js'

let folder: string
const put = (path: string, text: string) => writeFileSync(join(folder, path), text)
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'berberis-proof ż-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const said: Statement = {
  ...{ plugin: 'garden', version: '1.0.0', checksum: 'a'.repeat(64), sdk: '0.1.0', engine: 'sqlite' },
  ...{ others: [], checks: [], at: '2026-11-05T08:00:00.000Z', by: 'Zażółć', instance: 'http://test', nonce: 'n' },
}

describe('the key of a test instance', () => {
  it('is made once, is its owner’s alone, and is known by its public half', () => {
    expect(ownPublicKey(folder)).toBeNull()
    const { publicKey } = openProofKey(folder)
    expect(openProofKey(folder).publicKey).toBe(publicKey)
    expect(ownPublicKey(folder)).toBe(publicKey)
    expect(isPublicKey(publicKey)).toBe(true)
    for (const none of ['', 'bbk_', publicKey.slice(0, -1), `${publicKey}A`, publicKey.replace('bbk_', 'bbs_')])
      expect(isPublicKey(none)).toBe(false)
    if (process.platform !== 'win32') expect(statSync(join(folder, PROOF_KEY)).mode & 0o077).toBe(0)
  })
})

describe('a proof', () => {
  it('says what was signed, to whoever trusts its key', () => {
    const key = openProofKey(folder)
    const [proof] = readProofs(JSON.stringify([sealProof(said, key)]))
    expect(proof && verified(proof, [key.publicKey])).toEqual(said)
  })

  it('is refused when a sign of it changed, when its key is a stranger’s, and when it is no proof', () => {
    const key = openProofKey(folder)
    const other = openProofKey(join(folder, 'other'))
    const proof = sealProof(said, key)
    const trusted = [key.publicKey, other.publicKey]
    const code = (work: () => unknown) => {
      try {
        return work()
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    expect(code(() => verified({ ...proof, statement: `${proof.statement} ` }, trusted))).toBe('core.proof-tampered')
    expect(code(() => verified({ ...proof, key: other.publicKey }, trusted))).toBe('core.proof-tampered')
    expect(code(() => verified({ ...proof, signature: 'AAAA' }, trusted))).toBe('core.proof-tampered')
    expect(code(() => verified(proof, [other.publicKey]))).toBe('core.proof-unknown-key')
    expect(code(() => verified(proof, []))).toBe('core.proof-unknown-key')
    const odd = sealProof({ ...said, more: 1 } as Statement, key)
    expect(code(() => verified(odd, trusted))).toBe('core.proof-unreadable')
    for (const text of ['', '{', '[]', '{}', '[{}]', JSON.stringify([{ ...proof, format: 'berberis-proof-2' }])])
      expect(code(() => readProofs(text))).toBe('core.proof-unreadable')
  })
})

describe('the sum of a package', () => {
  it('is that of its files, wherever they lie, and changes with each of them', async () => {
    for (const place of ['one', 'two']) {
      mkdirSync(join(folder, place, 'dist/.hidden'), { recursive: true })
      put(`${place}/package.json`, '{}')
      put(`${place}/dist/.hidden/a.js`, 'a')
    }
    const sum = (place = 'one') => packageSum(join(folder, place))
    const first = await sum()
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    expect(await sum('two')).toBe(first)
    mkdirSync(join(folder, 'one/node_modules'))
    put('one/node_modules/dependency.js', '')
    put('one/dist/.DS_Store', '')
    expect(await sum()).toBe(first)

    const seen = new Set([first])
    for (const change of [
      () => put('one/dist/.hidden/a.js', 'b'),
      () => put('one/dist/b.js', ''),
      () => rmSync(join(folder, 'one/dist/b.js')),
      () => symlinkSync('/elsewhere', join(folder, 'one/dist/link.js')),
    ]) {
      change()
      seen.add(await sum())
    }
    expect(seen.size).toBe(4)
  })
})

describe('the tests a package brings', () => {
  const tests = async (script: string | undefined, file = '') => {
    const home = mkdtempSync(join(folder, 'package-'))
    const scripts = script === undefined ? {} : { 'test:installed': script }
    writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'p', version: '1.0.0', scripts }))
    if (file !== '') writeFileSync(join(home, 'p.test.mjs'), `import { test } from 'node:test'\n${file}`)
    return ownTests(home)
  }

  it('pass when all of them do, and are counted', async () => {
    const file = "test('a', () => { if (process.env.BERBERIS_DATABASE) throw new Error('told') })\ntest('b', () => {})"
    process.env['BERBERIS_DATABASE'] = 'sqlite:the-real-one.db'
    try {
      expect(await tests('node --test', file)).toMatchObject({ outcome: 'passed', count: 2 })
    } finally {
      delete process.env['BERBERIS_DATABASE']
    }
  }, 60_000)

  it('fail with what they said, and when none of them ran', async () => {
    const failed = await tests('node --test', "test('a', () => { throw new Error('no rain') })\ntest('b', () => {})")
    expect(failed).toMatchObject({ outcome: 'failed', count: 1, detail: expect.stringContaining('no rain') })
    expect(await tests('echo "# pass 0"')).toMatchObject({ outcome: 'failed', detail: 'no test ran' })
    expect(await tests('exit 3')).toMatchObject({ outcome: 'failed', count: null })
    expect(await tests(undefined)).toMatchObject({ outcome: 'none' })
  }, 60_000)

  it('are counted as runners print them', () => {
    expect(passedIn('ℹ tests 3\nℹ pass 2\nℹ fail 1\n')).toBe(2)
    expect(passedIn(' Test Files  1 passed (1)\n      Tests  12 passed (12)\n')).toBe(12)
    expect(passedIn('      Tests  1 failed | 11 passed (12)\n')).toBe(11)
    expect(passedIn('all is well')).toBeNull()
  })
})
