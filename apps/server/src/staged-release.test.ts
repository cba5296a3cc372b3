import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { definePlugin, UnapprovedFault } from '@berberis/core'
import { doctor } from './commands/doctor.js'
import { migrate } from './commands/migrate.js'
import { plugins } from './commands/plugins.js'
import { setup } from './commands/setup.js'
import { start } from './commands/start.js'
import type { Console } from './open-host.js'
import { readArgs } from './read-args.js'
import { sayUnapproved } from './say-unapproved.js'
import { fill, textsFor } from './texts.js'

let folder: string
let versions = 0
const said: string[] = []
const env: NodeJS.ProcessEnv = { LANG: 'en', BERBERIS_LOG: 'silent' }
const texts = textsFor(env)

/** A command as it is typed in one of the two folders. */
const typed = (place: 'test' | 'production', line: string): Console => ({
  args: readArgs(line.split(' ')),
  cwd: join(folder, place),
  env,
  texts,
  say: (text, values = {}) => void said.push(fill(text, values)),
})

/** npm lays a version of the plugin down in both; the process that reads it is a new one. */
function released(version: string): void {
  versions += 1
  for (const place of ['test', 'production']) {
    const home = join(folder, place, 'garden')
    mkdirSync(join(home, 'locales'), { recursive: true })
    writeFileSync(
      join(home, 'package.json'),
      JSON.stringify({ name: 'berberis-plugin-garden', version, type: 'module' }),
    )
    for (const locale of ['pl', 'en']) writeFileSync(join(home, `locales/${locale}.json`), '{"garden.title":"Garden"}')
    const source = `export default globalThis.definePlugin({ id: 'garden', title: 'garden.title', from: import.meta.url, permissions: {} }) // ${version}`
    writeFileSync(join(home, 'index.js'), source)
    const config = `import garden from './garden/index.js?${versions}'\nexport default { plugins: [garden] }\n`
    writeFileSync(join(folder, place, `berberis.config.${versions}.mjs`), config)
  }
  env['BERBERIS_CONFIG'] = `berberis.config.${versions}.mjs`
}

const run = async (command: (console: Console) => Promise<number | null>, console: Console) => {
  said.length = 0
  return { code: await command(console), text: () => said.join('\n') }
}
const cli = (place: 'test' | 'production', line: string) => run(plugins, typed(place, line))

beforeAll(() => {
  // A plugin in plain JavaScript has no way of its own to the sources these tests run from.
  Object.assign(globalThis, { definePlugin })
  folder = mkdtempSync(join(tmpdir(), 'berberis-staged-'))
  released('1.0.0')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('inventory 20: the commands lead a plugin from the test instance to the guarded one, and a start refuses what nobody approved', async () => {
  const administrator = 'setup --firm Tutor --login ada --name Ada'
  expect((await run(setup, typed('test', administrator))).code).toBe(0)
  expect((await cli('test', 'plugins key')).text()).toMatch(/bbk_[\w-]{43}/)
  const key = /bbk_[\w-]{43}/.exec(said.join())?.[0] ?? ''
  const proved = await cli('test', 'plugins prove garden --to proof.json --name Tester')
  expect(proved.code).toBe(0)
  expect(proved.text()).toMatch(/garden 1\.0\.0[^]*passed\s+migrations on a copy[^]*none\s+the plugin's own tests/)
  await expect(cli('test', 'plugins prove bees --to proof.json')).rejects.toThrow('bees')

  env['BERBERIS_TRUSTED_TESTS'] = key
  const file = join(folder, 'test/proof.json')
  expect((await run(setup, typed('production', administrator))).code).toBe(0)
  await expect(cli('production', 'plugins install garden')).rejects.toThrow(/1\.0\.0.*not approved here/)
  const looked = await cli('production', `plugins approve garden --from ${file}`)
  expect([looked.code, looked.text()]).toEqual([1, expect.stringContaining('Nothing was approved')])
  await expect(cli('production', `plugins approve garden --from ${file} --login bert`)).rejects.toThrow(/bert/)
  expect((await cli('production', `plugins approve garden --from ${file} --login ada`)).code).toBe(0)
  await expect(cli('production', `plugins approve garden --from ${file} --login ada`)).rejects.toThrow(
    /approved already/,
  )
  expect((await cli('production', 'plugins install garden')).code).toBe(0)
  await expect(cli('production', 'plugins revoke garden --login ada')).rejects.toThrow(/works already/)

  released('1.1.0')
  const fault = await run(start, typed('production', 'start')).catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(UnapprovedFault)
  const told = sayUnapproved((fault as UnapprovedFault).plugins, texts)
  expect(told).toContain('garden 1.1.0: approve it (berberis plugins approve garden --from')
  expect(told).toContain('npm install berberis-plugin-garden@1.0.0')
  expect(await run(migrate, typed('production', 'migrate'))).toMatchObject({ code: 1 })
  expect(said.join('\n')).toContain('garden 1.1.0')
  expect((await run(doctor, typed('production', 'doctor'))).text()).toMatch(/garden: version 1\.1\.0.*not approved/)
  expect((await cli('production', 'plugins list')).text()).toMatch(/garden\s+1\.1\.0\s+on, not approved/)

  delete env['BERBERIS_TRUSTED_TESTS']
  expect((await cli('test', 'plugins prove --to next.json')).code).toBe(0)
  const next = join(folder, 'test/next.json')
  await expect(cli('production', `plugins approve garden --from ${next} --login ada`)).rejects.toThrow(
    /need no approval/,
  )
  env['BERBERIS_TRUSTED_TESTS'] = key
  // Approved before npm lays it down: what lies there now still works, and so does the next one at once.
  released('1.0.0')
  await expect(cli('production', `plugins approve garden --from ${next} --login ada`)).rejects.toThrow(
    /1\.1\.0.*1\.0\.0/,
  )
  expect((await cli('production', `plugins approve garden --from ${next} --login ada --ahead`)).code).toBe(0)
  expect((await cli('production', 'plugins list')).text()).toMatch(/garden\s+1\.0\.0\s+on$/m)
  released('1.1.0')
  expect(await run(migrate, typed('production', 'migrate'))).toMatchObject({ code: 0 })
  expect((await cli('production', 'plugins list')).text()).toMatch(/garden\s+1\.1\.0\s+on$/m)
  expect((await cli('production', 'plugins revoke garden --login ada')).code).toBe(0)
  expect((await cli('production', 'plugins list')).text()).toContain('on, not approved')
  expect(readFileSync(next, 'utf8')).toContain('berberis-proof-1')
}, 240_000)
