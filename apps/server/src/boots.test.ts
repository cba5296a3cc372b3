import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import projects from '@berberis/plugin-projects'
import sales from '@berberis/plugin-sales'
import { corePlugin, createHost, exampleFirm, type Host, isSetUp, removeExample } from '@berberis/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstRun } from './first-run.js'
import { consoleOf } from './open-host.js'

describe('an instance with everything that ships', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'berberis żółty '))
  let host: Host
  const said: string[] = []
  const console = { ...consoleOf({ words: [], options: {} }), say: (text: string) => void said.push(text) }
  const count = async (table: string) => Number((await host.kernel.db(table).count({ n: '*' }))[0]?.n)
  /** Settings that say whose invoices these are. */
  const firm = () => host.kernel.db('core_setting').whereIn('key', Object.keys(exampleFirm)).pluck<string[]>('key')
  /** What plugins seed can be found from the beginning. */
  let found = 0
  beforeAll(async () => {
    host = await createHost({
      config: {
        database: `sqlite:${encodeURI(join(dataFolder, 'berberis.db'))}`,
        dataFolder,
        publicAddress: 'http://localhost',
        logLevel: 'silent',
        works: false,
        mail: `folder:${join(dataFolder, 'mail')}`,
      },
      plugins: [corePlugin, projects, sales],
    })
    await host.ready()
  }, 60_000)
  afterAll(async () => {
    await host?.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  it(
    'becomes the example firm at its first start, tells a password for everybody once, and lets them in',
    { timeout: 120_000 },
    async () => {
      expect(await isSetUp(host.kernel.db)).toBe(false)
      found = await count('core_search_record')
      const logins = await firstRun(host, console)
      expect(logins?.map(({ login }) => login)).toEqual([
        'adam',
        'dorota',
        'edward',
        'anna',
        'barbara',
        'cezary',
        'franciszek',
        'grazyna',
      ])
      expect(logins?.map(({ role }) => role)).toEqual([
        'Administrator',
        'Kierownik',
        'Kierownik',
        'Sekretarka',
        'Sekretarka',
        'Sprzedawca',
        'Serwisant',
        'Konsultant',
      ])
      expect(await firstRun(host, console)).toBeNull()
      const finishing = said.indexOf(console.texts.finishing)
      for (const { password } of logins ?? [])
        expect(said.findIndex((text) => text.includes(password))).toBeLessThan(finishing)
      for (const { password } of logins ?? []) expect(said.join('\n')).toContain(password)

      for (const { login, password } of logins ?? []) {
        const answer = await host.app.inject({
          method: 'POST',
          url: '/session',
          headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ login, password }).toString(),
        })
        expect([login, answer.statusCode]).toEqual([login, 303])
      }
    },
  )

  it('is empty again when the example is taken away: no row, no file, no number', { timeout: 120_000 }, async () => {
    expect(await count('sales_document')).toBeGreaterThan(5)
    expect((await firm()).sort()).toEqual(Object.keys(exampleFirm).sort())
    await removeExample(host)
    expect(await firm()).toEqual([])
    const left = await Promise.all(
      [
        'core_contractor',
        'core_case',
        'core_event',
        'core_attachment',
        'sales_document',
        'sales_order',
        'core_counter',
        'core_search_record',
      ].map(async (table) => [table, await count(table)]),
    )
    expect(left).toEqual([
      ['core_contractor', 0],
      ['core_case', 0],
      ['core_event', 0],
      ['core_attachment', 0],
      ['sales_document', 0],
      ['sales_order', 0],
      ['core_counter', 0],
      ['core_search_record', found + 1],
    ])
    expect(await host.kernel.db('core_operator').pluck('login')).toEqual(['adam'])
    const files = readdirSync(join(dataFolder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(files.map(({ name }) => name)).toEqual([])
  })
})
