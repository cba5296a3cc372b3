import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskFiles } from './disk-files.js'

describe('files on disk', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files ł '))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const bytes = async function* (...parts: string[]) {
    for (const part of parts) yield Buffer.from(part)
  }
  const limits = { maxBytes: 10 }

  it('are kept under their content, equal ones once', async () => {
    const files = diskFiles(folder)
    const first = await files.put(bytes('al', 'a'), limits)
    expect(first).toEqual({ sha256: '5d530613969feac08946e337b5f3b1189b2f0b0ca73a812f4b83a504a0c773b2', size: 3 })
    expect(await files.put(bytes('ala'), limits)).toEqual(first)
    expect(String(await files.read(first.sha256))).toBe('ala')
    expect(await readdir(join(folder, first.sha256.slice(0, 2)))).toEqual([first.sha256])
  })

  it('leave nothing behind when they are too large, empty or broken off', async () => {
    const files = diskFiles(folder)
    await expect(files.put(bytes('12345', '678901'), limits)).rejects.toMatchObject({
      code: 'core.too-large',
      status: 413,
    })
    await expect(files.put(bytes(), limits)).rejects.toMatchObject({ code: 'core.file-empty' })
    const broken = async function* () {
      yield Buffer.from('a')
      throw new Error('the line broke')
    }
    await expect(files.put(broken(), limits)).rejects.toThrow('the line broke')
    expect(await readdir(join(folder, 'new'))).toEqual([])
  })

  it('are told by age, one that came again is young, and what an old upload left is gone', async () => {
    const files = diskFiles(folder)
    const { sha256 } = await files.put(bytes('ala'), limits)
    const { sha256: other } = await files.put(bytes('ola'), limits)
    const left = join(folder, 'new', 'left')
    await writeFile(left, 'x')
    const old = new Date('2026-01-01T00:00:00Z')
    for (const path of [join(folder, sha256.slice(0, 2), sha256), join(folder, other.slice(0, 2), other), left])
      await utimes(path, old, old)
    await files.put(bytes('ola'), limits)

    expect(await files.stored('2026-02-01T00:00:00.000Z')).toEqual([sha256])
    expect(await readdir(join(folder, 'new'))).toEqual([])
  })

  it('are never reached by a name', () => {
    expect(() => diskFiles(folder).stream('../secret')).toThrow('not the sha256')
  })
})
