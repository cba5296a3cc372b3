import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corePlugin } from '../core-plugin.js'
import { examine } from '../health/examine.js'
import { packageOf } from '../host/package-of.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { compareSums } from './compare-sums.js'
import { changedParams, tellOfChangedCore } from './core-shipped.js'
import { differencesOf } from './differences.js'
import { MANIFEST, sumsOf } from './sums.js'
import { writeManifest } from './write-manifest.js'

describe('the sums of a package', () => {
  it('name what changed, what is gone and what was added, in the order of paths', () => {
    const built = { 'dist/index.js': 'a', 'public/app.css': 'b', 'views/page.hbs': 'c' }
    expect(compareSums(built, built)).toEqual([])
    expect(compareSums(built, { 'dist/index.js': 'a', 'views/page.hbs': 'x', 'public/more.css': 'd' })).toEqual([
      { path: 'public/app.css', kind: 'missing' },
      { path: 'public/more.css', kind: 'added' },
      { path: 'views/page.hbs', kind: 'changed' },
    ])
  })

  it('come into the text with their number and the first five names', () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_none, at) => ({ path: `${at}`, kind: 'added' }) as const)
    expect(changedParams(files(2))).toEqual({ count: 2, names: '0, 1' })
    expect(changedParams(files(6))).toEqual({ count: 6, names: '0, 1, 2, 3, 4, …' })
  })
})

describe('an installed package', () => {
  let folder: string
  const from = () => pathToFileURL(join(folder, 'dist/index.js')).href
  const put = (path: string, text: string) => writeFileSync(join(folder, path), text)
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'berberis-shipped ż-'))
    for (const each of ['dist', 'views/deep', 'src']) mkdirSync(join(folder, each), { recursive: true })
    put('package.json', JSON.stringify({ name: 'shipped', files: ['dist', 'views', 'public'] }))
    for (const path of ['dist/index.js', 'views/a.hbs', 'views/deep/b.hbs', 'src/index.ts']) put(path, path)
    await writeManifest(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is described by the sums of what it ships, sorted, the same every time', async () => {
    const text = readFileSync(join(folder, MANIFEST), 'utf8')
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['dist/index.js', 'views/a.hbs', 'views/deep/b.hbs'])
    await writeManifest(folder)
    expect(readFileSync(join(folder, MANIFEST), 'utf8')).toBe(text)
    expect(Object.values(await sumsOf(folder))[0]).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is as it was built, whatever declarations are made later and hidden files lie about', async () => {
    put('dist/index.d.ts', 'export {}')
    put('views/.DS_Store', '')
    expect(await differencesOf({ from: from() })).toEqual([])
  })

  it('has nothing to be compared with when it works from its sources', async () => {
    expect(await differencesOf({ from: pathToFileURL(join(folder, 'src/index.ts')).href })).toBeNull()
    expect(await differencesOf(corePlugin)).toBeNull()
  })

  it('differs by a byte, a file more and a file less', async () => {
    put('dist/index.js', 'dist/index.jz')
    put('views/c.hbs', 'mine')
    rmSync(join(folder, 'views/deep/b.hbs'))
    expect(await differencesOf({ from: from() })).toEqual([
      { path: 'dist/index.js', kind: 'changed' },
      { path: 'views/c.hbs', kind: 'added' },
      { path: 'views/deep/b.hbs', kind: 'missing' },
    ])
  })

  it('cannot pass for unchanged by losing its manifest', async () => {
    put(MANIFEST, '{')
    expect(await differencesOf({ from: from() })).toEqual([{ path: MANIFEST, kind: 'changed' }])
    rmSync(join(folder, MANIFEST))
    expect(await differencesOf({ from: from() })).toEqual([{ path: MANIFEST, kind: 'missing' }])
  })
})

describe('a core that was installed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-core-'))
  let small: SmallHost
  beforeAll(async () => {
    const source = packageOf(corePlugin).folder
    const { files } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { files: string[] }
    for (const name of ['package.json', ...files.filter((one) => one !== 'dist')])
      cpSync(join(source, name), join(folder, name), { recursive: true })
    mkdirSync(join(folder, 'dist'))
    await writeManifest(folder)
    const core = { ...corePlugin, from: pathToFileURL(join(folder, 'dist/index.js')).href }
    small = await smallHost('sqlite', [], { core })
  })
  afterAll(async () => {
    await small?.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const page = async () => (await small.host.app.inject({ url: '/plugins', headers: small.cookie })).body
  const told = async () =>
    (await small.host.app.inject({ url: '/api/plugins', headers: small.bearer })).json<{ core: object }>().core
  const codes = async () => (await examine(small.host.kernel)).map(({ code }) => code)

  it('inventory 17: is said to be changed on the page of plugins, to programs, by the doctor and in the log, and works on', async () => {
    expect(await told()).toMatchObject({ compared: true, differing: 0, files: [] })
    expect(await page()).not.toContain('data-core-changed')
    expect(await codes()).not.toContain('core-changed')

    appendFileSync(join(folder, 'views/plugins.hbs'), '<p>ours</p>')
    expect(await told()).toMatchObject({ differing: 1, files: [{ path: 'views/plugins.hbs', kind: 'changed' }] })
    expect(await page()).toMatch(/data-core-changed.*1 file differs \(views\/plugins\.hbs\)/s)
    expect(await codes()).toContain('core-changed')
    const inPolish = small.host.kernel.translate('pl', 'core.doctor.core-changed', { count: 5, names: 'a, b' })
    expect(inPolish).toContain('różni się 5 plików (a, b)')

    const lines: unknown[] = []
    const { kernel } = small.host
    const log = Object.assign(Object.create(kernel.log) as typeof kernel.log, {
      warn: (...said: unknown[]) => lines.push(said),
    })
    await tellOfChangedCore({ ...kernel, log })
    expect(JSON.stringify(lines)).toContain('views/plugins.hbs')
  })
})
