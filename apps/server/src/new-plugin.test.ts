import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createPlugin } from './commands/create-plugin.js'
import { newPlugin } from './new-plugin.js'
import { consoleOf } from './open-host.js'

describe('a new plugin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-new-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const create = async (...words: string[]) => {
    const said: string[] = []
    const console = { ...consoleOf({ words: ['create-plugin', ...words], options: {} }), cwd: folder }
    const status = await createPlugin({ ...console, say: (text: string) => void said.push(text) })
    return { status, said: said.join('\n') }
  }

  it('has its id everywhere and no place left to be filled', () => {
    const files = Object.entries(newPlugin('bee-hive', '1.2.3'))
    for (const [path, text] of files) expect([path, text.includes('<<')]).toEqual([path, false])
    const text = Object.fromEntries(files)
    expect(JSON.parse(text['package.json'] ?? '')).toMatchObject({ peerDependencies: { '@berberis/sdk': '^1.2.3' } })
    expect(text['src/model.ts']).toContain("'bee-hive_item'")
    expect(Object.keys(JSON.parse(text['locales/pl.json'] ?? '') as object)).toEqual(
      Object.keys(JSON.parse(text['locales/en.json'] ?? '') as object),
    )
  })

  it('inventory 19: is checked at every push as it stands: types, the conformance suite on both databases, the build', () => {
    const files = newPlugin('hive', '1.2.3')
    const { scripts } = JSON.parse(files['package.json'] ?? '') as { scripts: Record<string, string> }
    const steps = [...(scripts['check'] ?? '').matchAll(/npm (?:run )?(\w+)/g)].map(([, name = '']) => name)
    expect(steps.map((name) => scripts[name])).toEqual(['tsc --noEmit', 'vitest run', 'tsup --dts'])
    const workflow = files['.github/workflows/check.yml'] ?? ''
    for (const said of ['npm run check', 'BERBERIS_TEST_MYSQL: mysql://']) expect(workflow).toContain(said)
    expect(files['src/plugin.test.ts']).toContain('conformance(')
  })

  it('is written into a folder of its own, never over another', async () => {
    expect(await create('hive')).toMatchObject({ status: 0 })
    const readme = join(folder, 'berberis-plugin-hive', 'README.md')
    expect(readFileSync(readme, 'utf8')).toContain('plugins install hive')
    writeFileSync(readme, 'mine')
    expect(await create('hive')).toMatchObject({ status: 1 })
    expect(readFileSync(readme, 'utf8')).toBe('mine')
    expect(await create('Ul Pszczół')).toMatchObject({ status: 1 })
    expect(existsSync(join(folder, 'berberis-plugin-Ul Pszczół'))).toBe(false)
  })
})
