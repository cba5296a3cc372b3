import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Type } from '@sinclair/typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corePlugin } from '../core-plugin.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { vaultOf } from '../host/vault.js'
import { definePlugin } from '../plugin/define-plugin.js'

const home = mkdtempSync(join(tmpdir(), 'berberis-secret-'))
const texts = { 'relay.title': 'Relay', 'settings.relay.word': 'Pass word', 'settings.relay.host': 'Host' }
const schema = Type.Object({
  word: Type.String({ format: 'secret', default: '' }),
  host: Type.String({ maxLength: 100, default: 'localhost' }),
})

describe.each(scratchEngines)('a secret sealed with another key, on %s', (engine) => {
  let s: SmallHost
  const logged: string[] = []
  beforeAll(async () => {
    mkdirSync(join(home, 'locales'), { recursive: true })
    writeFileSync(join(home, 'package.json'), '{}')
    for (const locale of ['pl', 'en']) writeFileSync(join(home, 'locales', `${locale}.json`), JSON.stringify(texts))
    const from = `${pathToFileURL(home).href}/`
    const relay = definePlugin({ id: 'relay', title: 'relay.title', from, permissions: {}, settings: schema })
    s = await smallHost(engine, [relay], { core: corePlugin })
    const { log } = s.host.kernel
    for (const level of ['info', 'warn', 'error'] as const)
      Object.assign(log, { [level]: (...about: unknown[]) => void logged.push(JSON.stringify(about)) })
    const value = vaultOf(Buffer.alloc(32, 7)).seal('open sesame')
    await s.host.kernel.db('core_setting').insert({ plugin: 'relay', key: 'word', value })
  })
  afterAll(async () => {
    await s.drop()
    rmSync(home, { recursive: true, force: true })
  })

  const word = () => s.host.runInCtx({ origin: 'console' }, async (ctx) => (await ctx.settings('relay', schema)).word)
  const page = async () => s.host.app.inject({ url: '/settings/relay', headers: s.cookie })
  const api = (method: 'GET' | 'PUT', payload?: object) =>
    s.host.app.inject({ method, url: '/api/settings/relay', headers: s.bearer, ...(payload && { payload }) })

  test('is asked for again on its page, and stops nothing else', async () => {
    const shown = await page()
    expect(shown.statusCode).toBe(200)
    expect(shown.body).toContain('This value cannot be read any more. Enter it again.')
    expect((await api('GET')).json()).toEqual({ word: '', host: 'localhost' })
    expect(await word()).toBe('')

    expect((await api('PUT', { host: 'mail.example' })).json()).toMatchObject({ word: '', host: 'mail.example' })
    expect((await page()).body).toContain('cannot be read')
  })

  test('is kept again once it was entered, and was never logged', async () => {
    expect((await api('PUT', { word: 'open sesame' })).json()).toMatchObject({ word: null, host: 'mail.example' })
    expect((await page()).body).not.toContain('cannot be read')
    expect(await word()).toBe('open sesame')
    expect(logged.join()).not.toContain('sesame')
  })
})
