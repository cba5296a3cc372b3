import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { BadValue } from './bad-value.js'
import { findPort } from './find-port.js'
import { hostConfigOf, placeOf, type ServerConfig } from './server-config.js'
import { fill, languageOf, textsFor } from './texts.js'

const config: ServerConfig = { plugins: [] }
const place = { host: '127.0.0.1', port: 3000, chosen: false }

describe('the configuration', () => {
  it('puts everything beside where it is started when nothing is said', () => {
    expect(hostConfigOf(config, {}, { place, cwd: '/srv/Berberis żółty' })).toEqual({
      dataFolder: '/srv/Berberis żółty/data',
      database: `sqlite:${encodeURI('/srv/Berberis żółty/data/berberis.db')}`,
      listen: { host: '127.0.0.1', port: 3000 },
      publicAddress: 'http://localhost:3000',
      practice: false,
      logLevel: 'warn',
    })
  })

  it('lets the environment win over the file', () => {
    const env = {
      BERBERIS_DATABASE: 'mysql://b:b@db/berberis',
      BERBERIS_DATA: 'elsewhere',
      BERBERIS_PUBLIC_ADDRESS: 'https://berberis.example',
      BERBERIS_MAIL: 'smtp://mail.example:25',
      BERBERIS_TRUST_PROXY: '10.0.0.1,10.0.0.2',
      BERBERIS_WEBHOOK_HOSTS: 'erp.local,10.0.0.9',
      BERBERIS_ZONE: 'Europe/Berlin',
      BERBERIS_LOG: 'error',
    }
    const given = { ...config, database: 'sqlite:own.db', mail: 'folder:own', publicAddress: 'http://own' }
    expect(hostConfigOf(given, env, { place, cwd: '/srv' })).toMatchObject({
      database: 'mysql://b:b@db/berberis',
      dataFolder: '/srv/elsewhere',
      publicAddress: 'https://berberis.example',
      mail: 'smtp://mail.example:25',
      trustProxy: ['10.0.0.1', '10.0.0.2'],
      webhookHosts: ['erp.local', '10.0.0.9'],
      zone: 'Europe/Berlin',
      logLevel: 'error',
    })
  })

  it('is guarded by whoever names test instances, even none, and never by a key it cannot read', () => {
    const [one, other] = [`bbk_${'a'.repeat(43)}`, `bbk_${'b'.repeat(42)}A`]
    const of = (more: Partial<ServerConfig>, env = {}) =>
      hostConfigOf({ ...config, ...more }, env, { place, cwd: '/srv' })
    expect(of({})).not.toHaveProperty('trustedTests')
    expect(of({ trustedTests: [] }).trustedTests).toEqual([])
    expect(of({ trustedTests: [one], proofDays: 7 })).toMatchObject({ trustedTests: [one], proofDays: 7 })
    const env = { BERBERIS_TRUSTED_TESTS: `${one}, ${other}`, BERBERIS_PROOF_DAYS: '3' }
    expect(of({ trustedTests: [] }, env)).toMatchObject({ trustedTests: [one, other], proofDays: 3 })
    expect(of({ trustedTests: [one] }, { BERBERIS_TRUSTED_TESTS: '' }).trustedTests).toEqual([one])
    for (const keys of ['x', `${one},`, 'bbk_short'])
      expect(() => of({}, { BERBERIS_TRUSTED_TESTS: keys })).toThrow(BadValue)
    for (const days of ['0', '366', '1.5', 'x']) expect(() => of({}, { BERBERIS_PROOF_DAYS: days })).toThrow(BadValue)
  })

  it('mails into a folder when it is for practice and says nothing else', () => {
    expect(hostConfigOf({ ...config, practice: true }, {}, { place, cwd: '/srv' })).toMatchObject({
      practice: true,
      mail: 'folder:/srv/data/mail',
    })
    expect(hostConfigOf(config, { BERBERIS_PRACTICE: '1' }, { place, cwd: '/srv' }).practice).toBe(true)
  })

  it('makes a relative file of the database absolute', () => {
    expect(hostConfigOf({ ...config, database: 'sqlite:moja baza.db' }, {}, { place, cwd: '/srv/ł' }).database).toBe(
      `sqlite:${encodeURI('/srv/ł/moja baza.db')}`,
    )
  })

  it('knows a port that was asked for from its own', () => {
    expect(placeOf(config, {})).toEqual(place)
    expect(placeOf({ ...config, listen: '0.0.0.0:80' }, {})).toEqual({ host: '0.0.0.0', port: 80, chosen: true })
    expect(placeOf(config, { BERBERIS_LISTEN: '8080' })).toEqual({ host: '127.0.0.1', port: 8080, chosen: true })
    expect(() => placeOf(config, { BERBERIS_LISTEN: 'nonsense' })).toThrow(BadValue)
    expect(() => placeOf(config, { BERBERIS_LISTEN: '99999' })).toThrow(BadValue)
  })

  it.each([
    ['BERBERIS_LISTEN', 'foo', '127.0.0.1:8080'],
    ['BERBERIS_LISTEN', 'http://localhost:8080', '127.0.0.1:8080'],
    ['BERBERIS_MAIL', 'mail.example:25', 'smtp://'],
    ['BERBERIS_MAIL', 'smtp://', 'smtp://'],
    ['BERBERIS_DATABASE', 'berberis.db', 'sqlite:'],
    ['BERBERIS_DATABASE', 'sqlite:', 'sqlite:'],
    ['BERBERIS_DATABASE', 'mysql://db', 'mysql://'],
    ['BERBERIS_DATABASE', 'postgres://db/berberis', 'mysql://'],
    ['BERBERIS_PUBLIC_ADDRESS', 'berberis.example', 'https://'],
  ])('says in a sentence that %s cannot be %s, with an example', (name, value, example) => {
    for (const LANG of ['pl', 'en']) {
      const said = saidOf({ [name]: value }, LANG)
      expect(said.split('\n')).toHaveLength(1)
      expect(said.startsWith(`${name}: `)).toBe(true)
      expect(said).toContain(value)
      expect(said).toContain(example)
    }
  })

  it('names the key of the configuration file when the value is from there, and shows no password', () => {
    const said = saidOf({}, 'en', { ...config, database: 'mysq://berberis:secret@db/berberis' })
    expect(said.startsWith('database (berberis.config): ')).toBe(true)
    expect(said).toContain('mysq:…@db/berberis')
  })
})

function saidOf(env: NodeJS.ProcessEnv, LANG: string, given = config): string {
  try {
    hostConfigOf(given, env, { place: placeOf(given, env), cwd: '/srv' })
  } catch (error) {
    if (error instanceof BadValue) return error.in(textsFor({ LANG }))
    throw error
  }
  return 'let through'
}

describe('a taken port', () => {
  it('is passed over when nobody asked for it, and not when somebody did', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) =>
      server.listen({ host: '127.0.0.1', port: 0 }, () => resolve((server.address() as { port: number }).port)),
    )
    const next = await findPort({ host: '127.0.0.1', port, chosen: false })
    expect(next?.port).toBeGreaterThan(port)
    expect(await findPort({ host: '127.0.0.1', port, chosen: true })).toBeNull()
    await new Promise((resolve) => server.close(resolve))
  })

  it('is told from an address that is not of this machine, which is said with the reason', async () => {
    const elsewhere = { host: '192.0.2.1', port: 8080, chosen: true }
    const error: unknown = await findPort(elsewhere).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BadValue)
    const said = error instanceof BadValue ? error.in(textsFor({ LANG: 'en' })) : ''
    expect(said).toMatch(/^192\.0\.2\.1:8080: .*EADDRNOTAVAIL/)
  })
})

describe('the terminal', () => {
  it('speaks Polish to those whose terminal does, English to others', () => {
    expect([languageOf({ LANG: 'pl_PL.UTF-8' }), languageOf({ LANG: 'C.UTF-8' }), languageOf({})]).toEqual([
      'pl',
      'en',
      'en',
    ])
    expect(languageOf({ LC_ALL: 'en_GB.UTF-8', LANG: 'pl_PL.UTF-8' })).toBe('en')
  })

  it('has every sentence in both languages, with the same places to fill in', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    const pl = textsFor({ LANG: 'pl' })
    const en = textsFor({ LANG: 'en' })
    for (const key of Object.keys(pl) as (keyof typeof pl)[])
      expect([key, places(en[key])]).toEqual([key, places(pl[key])])
    expect(fill('Port {port}, {other}', { port: 1 })).toBe('Port 1, {other}')
  })
})
