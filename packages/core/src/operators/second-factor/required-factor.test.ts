import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { create } from '../../entity/create.js'
import { save } from '../../entity/save.js'
import { roleByKey } from '../first-roles.js'
import { operator } from '../operator.js'
import { role } from '../role.js'
import { refusedCode } from '../scratch-people.js'
import { createToken } from '../tokens.js'
import { type SecondFactorTrial, secondFactorTrial } from './second-factor-trial.js'

describe.each(scratchEngines)('a role that needs a second factor on %s', (engine) => {
  let trial: SecondFactorTrial
  beforeAll(async () => void (trial = await secondFactorTrial(engine)))
  afterAll(() => trial.drop())

  const requires = (key: 'secretary' | 'administrator', requiresTotp: boolean) =>
    trial.run(async (ctx) => {
      const { id, version } = await roleByKey(ctx, key)
      await save(ctx, role, id, { version, requiresTotp })
    })

  it('lets whoever has none reach the page where it is set up, at the next request, and nothing else', async () => {
    const cookies = await trial.cookiesOf('anna')
    expect((await trial.get('/contractors', cookies)).status).toBe(200)
    await requires('secretary', true)

    for (const url of ['/', '/contractors', '/me', '/contractors/1', '/nothing-here', '/live?topic=core.worklist'])
      expect([url, (await trial.get(url, cookies)).location]).toEqual([url, '/me/second-factor'])
    expect((await trial.post('/contractors', { kind: 'company', name: 'Nowa' }, cookies)).status).toBe(403)
    const page = await trial.get('/me/second-factor', cookies)
    expect([page.status, page.body.includes('Ustaw go, żeby pracować dalej')]).toEqual([200, true])
    expect(page.body).not.toContain('href="/contractors"')
    expect((await trial.api('anna', 'GET', '/api/contractors')).json.code).toBe('core.second-factor-wanted')
    expect((await trial.api('anna', 'GET', '/api/me/second-factor')).json).toMatchObject({ required: true })
    expect((await trial.get('/contractors', await trial.cookiesOf('adam'))).status).toBe(200)
  })

  it('says so in words to a code or password that is wrong, keeps the key, and lets on whoever has set it up', async () => {
    const cookies = await trial.cookiesOf('barbara')
    const page = await trial.get('/me/second-factor', cookies)
    const enrolment = /name="enrolment" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const wrong = await trial.post(
      '/me/second-factor',
      { enrolment, password: trial.password, code: '000000' },
      cookies,
    )
    expect([wrong.status, wrong.body.includes('Ten kod jest nieprawidłowy')]).toEqual([422, true])
    expect(wrong.body).not.toContain(trial.password)
    const secret = /<code class="secret">([^<]+)</
    expect(secret.exec(wrong.body)?.[1]).toBe(secret.exec(page.body)?.[1])
    const stolen = {
      enrolment,
      password: trial.password,
      code: trial.code((secret.exec(page.body)?.[1] ?? '').replaceAll(' ', '')),
    }
    const other = await trial.post('/me/second-factor', stolen, await trial.cookiesOf('anna'))
    expect([other.status, other.body.includes('stracił ważność')]).toEqual([422, true])

    const done = await trial.enrolled('barbara')
    expect(done.codes).toHaveLength(10)
    expect((await trial.get('/contractors', done.cookies)).status).toBe(200)
    const again = await trial.post('/me/second-factor', done.given, done.cookies)
    expect([again.status, again.body.includes('jest już ustawiony')]).toEqual([422, true])
  })

  it('is needed of a role that extends it, of the Administrator too, and never of a program', async () => {
    await trial.run(async (ctx) => {
      const { id: extendsId } = await roleByKey(ctx, 'secretary')
      const { id: roleId } = await create(ctx, role, { name: 'Praktykantka', extendsId })
      await create(ctx, operator, { login: 'zofia', name: 'Zofia Zych', roleId, locale: 'pl' })
      const robot = { login: 'robot', name: 'Sklep', kind: 'service', roleId, locale: 'pl' }
      const { id } = await create(ctx, operator, robot)
      await createToken(ctx, id, { name: 'sklep' })
    })
    expect((await trial.get('/', await trial.cookiesOf('zofia'))).location).toBe('/me/second-factor')
    expect((await trial.api('robot', 'GET', '/api/contractors')).status).toBe(200)
    const begun = await trial.api('robot', 'POST', '/api/me/second-factor/enrolment')
    expect(begun.json.code).toBe('core.service-operator')

    await requires('administrator', true)
    expect((await trial.get('/', await trial.cookiesOf('adam'))).location).toBe('/me/second-factor')
    const renamed = trial.run(async (ctx) => {
      const { id, version } = await roleByKey(ctx, 'administrator')
      await save(ctx, role, id, { version, name: 'Szef' })
    })
    expect(await refusedCode(renamed)).toBe('core.role-built-in')
    await requires('administrator', false)
    expect((await trial.get('/me', await trial.cookiesOf('adam'))).status).toBe(200)
  })

  it('is set up over the API too, with password and code, and kept under no idempotency key', async () => {
    const begun = await trial.api('anna', 'POST', '/api/me/second-factor/enrolment')
    const { enrolment = '', secret = '', uri = '' } = begun.json
    expect(uri).toMatch(/^otpauth:\/\/totp\/Pr%C3%B3ba:anna\?/)
    const given = { enrolment, password: trial.password, code: trial.code(secret) }
    const done = await trial.api('anna', 'PUT', '/api/me/second-factor', given)
    expect([done.status, done.json.recoveryCodes?.length]).toEqual([200, 10])
    const kept = await trial.everythingKept()
    for (const said of [secret, ...(done.json.recoveryCodes ?? ['?'])]) expect(kept.includes(said)).toBe(false)
    expect((await trial.api('anna', 'GET', '/api/contractors')).status).toBe(200)
  })
})
