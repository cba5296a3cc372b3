import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changesSince } from './plugin-view.js'

const CHANGELOG = `# @berberis/plugin-garden

## 1.10.0

### Minor Changes

- Plants are watered by themselves.

## [1.9.0] - 2026-10-02

- Beds.

## 1.2.0

- The first one.
`

let folder: string
const garden = () => ({ from: pathToFileURL(`${folder}/`).href })

describe('the notes of a plugin', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'garden-'))
    writeFileSync(join(folder, 'CHANGELOG.md'), CHANGELOG)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('are those of the versions between the one that works and the one on the disk, the newest first', () => {
    const notes = changesSince(garden(), '1.2.0')
    expect(notes).toMatch(/^## 1\.10\.0[^]*watered[^]*## \[1\.9\.0\][^]*Beds/)
    expect(notes).not.toContain('The first one')
    expect(changesSince(garden(), '1.9.0')).not.toContain('Beds')
  })

  it('are none when the newest works, and the newest ones before it is installed', () => {
    expect(changesSince(garden(), '1.10.0')).toBe('')
    expect(changesSince(garden(), undefined)).toMatch(/^## 1\.10\.0[^]*watered by themselves\.$/)
    expect(changesSince({ from: pathToFileURL('/nowhere/').href }, undefined)).toBe('')
  })
})
