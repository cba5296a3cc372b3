import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { type SecondFactorTrial, secondFactorTrial } from './second-factor-trial.js'

describe.each(scratchEngines)('the second factor on %s', (engine) => {
  let trial: SecondFactorTrial
  beforeAll(async () => void (trial = await secondFactorTrial(engine)))
  afterAll(() => trial.drop())

  it('is the one of RFC 6238, appendix B, and reads as an authenticator writes it', () => {
    const totp = new TOTP({ secret: Secret.fromUTF8('12345678901234567890'), digits: 8, algorithm: 'SHA1', period: 30 })
    expect([59, 1111111109, 20000000000].map((s) => totp.generate({ timestamp: s * 1000 }))).toEqual([
      '94287082',
      '07081804',
      '65353130',
    ])
  })

  it('is set up on its own page with password and code, and then asked for as a second step', async () => {
    const { codes, secret, page } = await trial.enrolled('anna')
    expect(page).toMatch(/<svg class="qr"[^>]*><path d="M\d/)
    expect(codes).toHaveLength(10)

    trial.after(60)
    const first = await trial.signIn('anna')
    expect([first.status, first.body.includes('Podaj jeszcze kod')]).toEqual([401, true])
    expect(first.body).not.toContain(trial.password)
    expect(first.cookies['berberis']).toBeUndefined()
    expect((await trial.get('/me', first.cookies)).status).toBe(303)

    const second = await trial.step({ code: trial.code(secret), remember: 'off' }, first.cookies)
    expect([second.status, second.location]).toEqual([303, '/me'])
    expect((await trial.get('/me', second.cookies)).body).toContain('Anna Adamska')
    expect(second.cookies['berberis-device']).toBeUndefined()
  })

  it('takes code and password at once, a step early or late, and no step twice', async () => {
    const secret = trial.secrets['anna'] ?? ''
    trial.after(300)
    const late = trial.code(secret, -30)
    expect((await trial.signIn('anna', { code: late })).status).toBe(303)
    expect((await trial.signIn('anna', { code: late })).status).toBe(401)
    expect((await trial.signIn('anna', { code: trial.code(secret, 30) })).status).toBe(303)
    // The step between was not used, but one after it was.
    expect((await trial.signIn('anna', { code: trial.code(secret) })).status).toBe(401)
    trial.after(300)
    expect((await trial.signIn('anna', { code: trial.code(secret, 60) })).status).toBe(401)
    expect((await trial.signIn('anna', { code: trial.code(secret, -60) })).status).toBe(401)
    expect((await trial.signIn('anna', { code: trial.code(secret) })).status).toBe(303)
  })

  it('lets one of two in who bring the same code at the same moment', async () => {
    const { secrets, recovery } = trial
    trial.after(300)
    const row = await trial.rowOf('anna')
    const both = async (code: string) => {
      const given = await Promise.all([trial.acceptAtOnce(row, code), trial.acceptAtOnce(row, code)])
      return given.filter(Boolean).length
    }
    expect(await both(trial.code(secrets['anna'] ?? ''))).toBe(1)
    expect(await both(recovery['anna']?.[0] ?? '')).toBe(1)
    expect((await trial.signIn('anna', { code: recovery['anna']?.[0] ?? '' })).status).toBe(401)
    expect(
      (await trial.signIn('anna', { code: recovery['anna']?.[1]?.toUpperCase().replace('-', ' ') ?? '' })).status,
    ).toBe(303)
  })

  it('counts wrong codes as failures of the sign-in, which the right password alone does not forget', async () => {
    trial.after(3600)
    const statuses: number[] = []
    for (let n = 0; n < 5; n += 1) {
      await trial.signIn('anna')
      statuses.push((await trial.signIn('anna', { code: '000000' })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429])
    expect((await trial.signIn('anna', { code: trial.code(trial.secrets['anna'] ?? '') })).status).toBe(429)
    trial.after(901)
    expect((await trial.signIn('anna', { code: trial.code(trial.secrets['anna'] ?? '') })).status).toBe(303)
  })

  it('is not asked for in a remembered browser for thirty days, and again when the setting says never', async () => {
    trial.after(3600)
    const first = await trial.signIn('anna')
    const second = await trial.step({ code: trial.code(trial.secrets['anna'] ?? ''), remember: 'on' }, first.cookies)
    const device = { 'berberis-device': second.cookies['berberis-device'] ?? '' }
    expect(device['berberis-device']).toHaveLength(43)
    trial.after(29 * 86_400)
    expect((await trial.signIn('anna', {}, device)).status).toBe(303)
    await trial.set({ rememberDeviceDays: 0 })
    expect((await trial.signIn('anna', {}, device)).status).toBe(401)
    await trial.set({ rememberDeviceDays: 30 })
    expect((await trial.signIn('anna', {}, device)).status).toBe(303)
    trial.after(2 * 86_400)
    expect((await trial.signIn('anna', {}, device)).status).toBe(401)
  })

  it('forgets the first step after five minutes, and when the password was changed meanwhile', async () => {
    const first = await trial.signIn('anna')
    trial.after(301)
    const late = await trial.step({ code: trial.code(trial.secrets['anna'] ?? '') }, first.cookies)
    expect([late.status, late.body.includes('Zaloguj się jeszcze raz')]).toEqual([401, true])
    const forged = await trial.step({ code: '123456' }, { 'berberis-pass': 'a.b.c' })
    expect(forged.status).toBe(401)
  })

  it('gives new recovery codes for password and code, at both doors, and the ones before are good for nothing', async () => {
    trial.after(3600)
    const before = trial.recovery['anna']?.[5] ?? ''
    const made = await trial.api('anna', 'POST', '/api/me/second-factor/recovery-codes', {
      password: trial.password,
      code: trial.code(trial.secrets['anna'] ?? ''),
    })
    expect([made.status, made.json.recoveryCodes?.length]).toEqual([200, 10])
    expect((await trial.signIn('anna', { code: before })).status).toBe(401)
    expect((await trial.api('anna', 'GET', '/api/me/second-factor')).json).toMatchObject({
      required: false,
      recoveryCodesLeft: 10,
    })
    const wrong = await trial.api('anna', 'POST', '/api/me/second-factor/recovery-codes', {
      password: 'not the password',
      code: '123456',
    })
    expect([wrong.status, wrong.json.code]).toEqual([422, 'core.bad-password'])
    trial.recovery['anna'] = made.json.recoveryCodes ?? []
  })

  it('leaves no secret, code or password in the trail or in clear in the database', async () => {
    const text = await trial.everythingKept()
    for (const said of [trial.secrets['anna'] ?? '?', ...(trial.recovery['anna'] ?? ['?']), trial.password])
      expect(text.includes(said), said).toBe(false)
    expect(text).toContain('second-factor-set')
    expect(text).toContain('recovery-code-used')
  })

  it('is taken away by its owner with password and code, or by an administrator, and all sessions end', async () => {
    trial.after(3600)
    const { cookies } = await trial.signIn('anna', { code: trial.code(trial.secrets['anna'] ?? '') })
    trial.after(60)
    const given = { password: trial.password, code: trial.code(trial.secrets['anna'] ?? '') }
    expect((await trial.post('/me/second-factor/removal', { ...given, code: '111111' }, cookies)).status).toBe(422)
    expect((await trial.post('/me/second-factor/removal', given, cookies)).location).toBe('/sign-in')
    expect((await trial.get('/me', cookies)).status).toBe(303)
    expect((await trial.signIn('anna')).status).toBe(303)

    await trial.enrolled('anna')
    const id = await trial.idOf('anna')
    expect((await trial.api('barbara', 'DELETE', `/api/operators/${id}/second-factor`)).status).toBe(403)
    const own = await trial.api('anna', 'DELETE', `/api/operators/${id}/second-factor`)
    expect(own.status).toBe(403)
    const page = await trial.get(`/operators/${id}`, await trial.cookiesOf('adam'))
    expect(page.body).toContain('Zdejmij drugi składnik')
    expect((await trial.post(`/operators/${id}/second-factor/removal`, {}, await trial.cookiesOf('adam'))).status).toBe(
      303,
    )
    expect((await trial.signIn('anna')).status).toBe(303)
    const adam = await trial.idOf('adam')
    const self = await trial.api('adam', 'DELETE', `/api/operators/${adam}/second-factor`)
    expect(self.json.code).toBe('core.second-factor-own')
  })
})
