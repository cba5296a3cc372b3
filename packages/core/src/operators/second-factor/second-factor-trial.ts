import { Secret, TOTP } from 'otpauth'
import type { Engine } from '../../db/connect.js'
import { create } from '../../entity/create.js'
import { scratchHost } from '../../host/scratch-host.js'
import { saveSettings } from '../../settings/save-settings.js'
import { roleByKey } from '../first-roles.js'
import { hashPassword } from '../hash-password.js'
import { operator, Operator } from '../operator.js'
import { createSession } from '../sessions.js'
import { givePassword } from '../set-password.js'
import { setUp } from '../set-up.js'
import { createToken } from '../tokens.js'
import { acceptCode } from './accept-code.js'

const PASSWORD = 'trzynaście fioletowych parasoli'
const FORM = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
type Cookies = Readonly<Record<string, string>>
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Sent = Readonly<Record<string, string>>

/** What addresses of the factor answer, and the code of a refusal. */
interface Answer {
  readonly code?: string
  readonly recoveryCodes?: readonly string[]
  readonly enrolment?: string
  readonly secret?: string
  readonly uri?: string
}

export type SecondFactorTrial = Awaited<ReturnType<typeof secondFactorTrial>>

/** A firm of three with passwords, browsers for them, and what their authenticators know. For tests only. */
export async function secondFactorTrial(engine: Engine) {
  const scratch = await scratchHost(engine)
  const { app, kernel } = scratch.host
  const administrator = { login: 'adam', name: 'Adam Admin', password: PASSWORD }
  await scratch.run((ctx) =>
    setUp(ctx, { firm: { firmName: 'Próba' }, locale: 'pl', administrator, suggestions: 'all' }),
  )
  const hash = await hashPassword(PASSWORD)
  for (const [login, name] of [
    ['anna', 'Anna Adamska'],
    ['barbara', 'Barbara Bąk'],
  ] as const)
    await scratch.run(async (ctx) => {
      const { id: roleId } = await roleByKey(ctx, 'secretary')
      const { id } = await create(ctx, operator, { login, name, roleId, locale: 'pl' })
      await givePassword(ctx, await Operator.query(ctx.db).findById(id).throwIfNotFound(), { hash })
    })
  const secrets: Record<string, string> = {}
  const recovery: Record<string, readonly string[]> = {}

  const rowOf = async (login: string) => Operator.query(kernel.db).findOne({ login }).throwIfNotFound()
  const idOf = async (login: string) => (await rowOf(login)).id
  const cookiesOf = async (login: string): Promise<Cookies> => {
    const id = await idOf(login)
    return { berberis: await scratch.run((ctx) => createSession(ctx, id)) }
  }
  const ask = async (method: 'GET' | 'POST', url: string, cookies: Cookies, sent?: Sent) => {
    const answer = await app.inject({
      method,
      url,
      cookies: { ...cookies },
      headers: method === 'POST' ? FORM : {},
      ...(sent && { payload: new URLSearchParams(sent).toString() }),
    })
    const set = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]))
    const { statusCode: status, body } = answer
    return { status, body, location: answer.headers.location, cookies: { ...cookies, ...set } as Cookies }
  }
  const get = (url: string, cookies: Cookies) => ask('GET', url, cookies)
  const post = (url: string, sent: Sent, cookies: Cookies) => ask('POST', url, cookies, sent)
  const code = (secret: string, seconds = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: Date.parse(scratch.clock.now()) + seconds * 1000,
    })

  /** Sets the factor up on its page, as a person does. */
  const enrolled = async (login: string) => {
    const cookies = await cookiesOf(login)
    const { body: page } = await get('/me/second-factor', cookies)
    const enrolment = /name="enrolment" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const secret = (/<code class="secret">([^<]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '')
    const given = { enrolment, password: PASSWORD, code: code(secret) }
    const { body } = await post('/me/second-factor', given, cookies)
    const codes = [...body.matchAll(/<li><code>([a-z0-9]{5}-[a-z0-9]{5})<\/code>/g)].map(([, one = '']) => one)
    secrets[login] = secret
    recovery[login] = codes
    return { secret, codes, page, given, cookies }
  }

  return {
    ...{ ...scratch, password: PASSWORD, secrets, recovery, rowOf, idOf, cookiesOf, get, post, code, enrolled },
    after: (seconds: number) =>
      scratch.clock.set(new Date(Date.parse(scratch.clock.now()) + seconds * 1000).toISOString()),
    signIn: (login: string, more: Sent = {}, cookies: Cookies = {}) =>
      post('/session', { login, password: PASSWORD, next: '/me', ...more }, cookies),
    step: (sent: Sent, cookies: Cookies) => post('/session', { next: '/me', ...sent }, cookies),
    set: (values: Readonly<Record<string, unknown>>) => scratch.run((ctx) => saveSettings(ctx, 'core', values)),
    /** Past the line in which sign-ins of one login wait for one another, as another process would be. */
    acceptAtOnce: (row: Operator, given: string) => scratch.run((ctx) => acceptCode(ctx, row, given)),
    async api(login: string, method: Method, url: string, payload?: Sent) {
      const id = await idOf(login)
      const { token } = await scratch.run((ctx) => createToken(ctx, id, { name: 'tests' }))
      const headers = { authorization: `Bearer ${token}` }
      const answer = await app.inject({ method, url, headers, ...(payload && { payload }) })
      const json = (answer.body === '' ? {} : answer.json()) as Answer
      return { status: answer.statusCode, json }
    },
    /** Every text of the tables that know of operators, and the trail. */
    async everythingKept() {
      const tables = [
        'core_operator',
        'core_recovery_code',
        'core_device',
        'core_session',
        'core_audit',
        'core_idempotency',
      ]
      return JSON.stringify(await Promise.all(tables.map((table): PromiseLike<unknown> => kernel.db(table).select())))
    },
  }
}
