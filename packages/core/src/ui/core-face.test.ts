import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { collectAssets } from './assets.js'
import { createEngine } from './engine.js'
import { loadLocales, LOCALES } from './locales.js'
import { SCRIPT_TEXT_KEYS } from './script-texts.js'

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const engine = createEngine({ folders: [{ id: 'core', dir: folder('views') }], strict: true })
const locales = loadLocales([{ id: 'core', dir: folder('locales') }])
const assets = collectAssets([{ id: 'core', dir: folder('public') }])
const weight = (path: string) => brotliCompressSync(assets.files.get(assets.url(path))?.bytes ?? Buffer.alloc(0)).length

describe('the face of core', () => {
  it('has templates that keep the rules', () => {
    expect(engine.faults).toEqual([])
  })

  it('says everything in both languages', () => {
    expect(locales.faults).toEqual([])
  })

  it('names only texts and icons that exist', () => {
    const named = [...engine.facts].flatMap(([view, facts]) =>
      facts.keys.map(({ name, line }) => ({ view, name, line })),
    )
    const texts = [...named, ...SCRIPT_TEXT_KEYS.map((name) => ({ view: 'ui.js', name, line: 0 }))]
    expect(LOCALES.flatMap((locale) => texts.filter(({ name }) => !locales.messages[locale].has(name)))).toEqual([])

    const icons = [...engine.facts].flatMap(([view, facts]) => facts.icons.map(({ name }) => ({ view, name })))
    expect(icons.filter(({ name }) => !assets.icons.has(name))).toEqual([])
  })

  it('keeps to its budget of bytes', () => {
    expect(weight('core/ui.css')).toBeLessThan(16 * 1024)
    expect(weight('core/icons.svg')).toBeLessThan(8 * 1024)
    expect(weight('core/ui.js') + weight('core/htmx.min.js')).toBeLessThan(22 * 1024)
    const fonts = [...assets.files].filter(([url]) => url.endsWith('.woff2')).map(([, { bytes }]) => bytes.length)
    expect(fonts.reduce((sum, size) => sum + size, 0)).toBeLessThan(135 * 1024)
  })

  it('joins the modules of the browser into one that can be read', () => {
    const joined = assets.files.get(assets.url('core/ui.js'))?.bytes.toString() ?? ''
    expect(joined).not.toMatch(/^import /m)
    const folder = mkdtempSync(join(tmpdir(), 'ui-'))
    writeFileSync(join(folder, 'ui.mjs'), joined)
    // Node reads it without running it: a name declared twice or a broken joint is a syntax error.
    expect(spawnSync(process.execPath, ['--check', join(folder, 'ui.mjs')], { encoding: 'utf8' }).stderr).toBe('')
    rmSync(folder, { recursive: true })
  })

  it('gives every file an address that changes with the files', () => {
    expect(assets.url('core/ui.css')).toMatch(/^\/a\/core\/[0-9a-f]{16}\/ui\.css$/)
    expect(assets.importMapHash).toMatch(/^sha256-[\w+/]{43}=$/)
    expect(() => assets.url('core/nothing.css')).toThrow(RangeError)
  })
})
