import { Type } from '@sinclair/typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { definePlugin } from '../plugin/define-plugin.js'
import { may as core } from '../permissions.js'
import { money, number, yesNo } from '../plugin/fields.js'
import { permission } from '../plugin/permissions.js'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { answer } from './answer.js'
import { withId } from './params.js'

const may = { read: core.readCases, edit: core.editCases }
const forbidden = permission('other.read-secrets')
const note = Type.Object({
  name: Type.String({ maxLength: 20 }),
  priceMinor: Type.Optional(Type.Union([money().schema, Type.Null()])),
  weight: Type.Optional(number().schema),
  done: Type.Optional(yesNo().schema),
  lines: Type.Optional(Type.Array(Type.Object({ qty: number().schema }), { maxItems: 3 })),
})
let tries = 0
let busy = 0

const routes: Routes = (app) => {
  const edit = { permission: may.edit }
  app.get('/', { schema: {}, config: { permission: may.read } }, async ({ ctx }, reply) =>
    reply.page('', { n: await count(ctx.db) }, { title: 'Notes' }),
  )
  app.get('/hidden', { schema: {}, config: { permission: forbidden } }, async (_request, reply) =>
    reply.page('', {}, { title: '' }),
  )
  app.get('/broken', { schema: {}, config: { permission: may.read } }, async () => {
    throw new Error('secret of the engine')
  })
  app.post(
    '/',
    {
      schema: { body: note },
      config: { ...edit, again: async (_request, _reply, refused) => answer(200, JSON.stringify(refused)) },
    },
    async ({ ctx, body }, reply) => {
      tries += 1
      await ctx.db('core_revision').insert({ name: body.name, n: 1 })
      if (tries <= busy) throw Object.assign(new Error('deadlock'), { errno: 1213 })
      if (body.name === 'refused') throw refuseFields([{ path: 'name', code: 'core.taken' }])
      if (body.name === 'status') return reply.code(409).send({})
      if (body.name === 'stale') throw new Refusal('core.conflict', { status: 409 })
      if (body.name === 'gone') throw new Refusal('core.not-found', { status: 404 })
      return reply.created({ id: 1, ...body }, '/notes/1')
    },
  )
  app.put(
    '/:id',
    { schema: { params: withId, body: Type.Object({ version: Type.Optional(Type.Integer()) }) }, config: edit },
    async ({ body }, reply) => reply.saved({ id: 1, ...body }, '/notes/1'),
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: Type.Object({ version: Type.Integer() }) }, config: edit },
    async ({ query }, reply) => reply.removed(`/notes?was=${query.version}`),
  )
}
const count = async (db: { (table: string): { count(o: object): PromiseLike<readonly unknown[]> } }) =>
  Number(((await db('core_revision').count({ n: '*' })) as { n: number }[])[0]?.n)

/** A header of `undefined` is not sent. */
const sent = (headers: object) => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))

const notes = definePlugin({
  id: 'notes',
  title: 'core.errands',
  from: new URL('./none/', import.meta.url).href,
  permissions: {},
  routes: { '/': routes },
})

describe.each(scratchEngines)('the edge on %s', (engine) => {
  let s: SmallHost
  beforeAll(async () => (s = await smallHost(engine, [notes])))
  afterAll(() => s.drop())
  const names = async () =>
    ((await s.host.kernel.db('core_revision').select('name')) as { name: string }[]).map(({ name }) => name)
  const api = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, headers: object = {}) =>
    s.host.app.inject({ method, url: `/api${url}`, ...(payload && { payload }), headers: { ...s.bearer, ...headers } })
  const page = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, form?: string, headers: object = {}) =>
    s.host.app.inject({
      method,
      url,
      ...(form !== undefined && { payload: form }),
      headers: sent({ ...s.cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers }),
    })

  test('lets nobody in without a token, and says so before it looks at the body', async () => {
    const answered = await s.host.app.inject({
      method: 'POST',
      url: '/api/notes',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    })
    expect(answered.json()).toMatchObject({ status: 401, code: 'core.not-signed-in' })
    const crossed = await s.host.app.inject({ url: '/api/notes', headers: s.cookie })
    expect(crossed.statusCode).toBe(401)
    const bearerAtPage = await s.host.app.inject({ url: '/notes', headers: s.bearer })
    expect(bearerAtPage.headers.location).toBe('/sign-in?next=%2Fnotes')
  })

  test('refuses a change from another site, and one that does not say where it comes from', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': undefined },
      { 'sec-fetch-site': undefined, origin: 'null' },
    ]) {
      expect((await page('POST', '/notes', 'name=forged', headers)).statusCode).toBe(403)
    }
    expect(
      (await page('POST', '/notes', 'name=own', { 'sec-fetch-site': undefined, origin: 'http://localhost' }))
        .statusCode,
    ).toBe(303)
    expect(await names()).not.toContain('forged')
  })

  test('names the permission that is missing, at both doors', async () => {
    // The administrator holds what is installed; this right belongs to a plugin that is not.
    expect((await api('GET', '/notes/hidden')).json()).toMatchObject({
      status: 403,
      code: 'core.not-permitted',
      permission: forbidden.id,
    })
    const shown = await page('GET', '/notes/hidden')
    expect(shown.statusCode).toBe(403)
    expect(shown.body).toContain(forbidden.id)
  })

  test('takes back whatever ends in 400 or above, thrown or sent', async () => {
    for (const name of ['refused', 'status', 'gone'])
      expect((await api('POST', '/notes', { name })).statusCode).toBeGreaterThanOrEqual(400)
    expect(await names()).not.toEqual(expect.arrayContaining([expect.stringMatching(/refused|status|gone/)]))
  })

  test('runs the whole request again when the databases collide, and gives up with 503 after ten times', async () => {
    ;[tries, busy] = [0, 3]
    expect((await api('POST', '/notes', { name: 'patient' })).statusCode).toBe(201)
    expect(tries).toBe(4)
    ;[tries, busy] = [0, 99]
    const given = await api('POST', '/notes', { name: 'hopeless' })
    expect(given.json()).toMatchObject({ status: 503, code: 'core.unavailable' })
    expect([tries, given.headers['retry-after']]).toEqual([10, '5'])
    busy = 0
    expect(await names()).not.toContain('hopeless')
  })

  test('answers a request that is sent again as the first time, and only that one', async () => {
    const key = { 'idempotency-key': 'k-1' }
    const twins = await Promise.all(Array.from({ length: 8 }, () => api('POST', '/notes', { name: 'twin' }, key)))
    expect(twins.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 8 }, () => 201))
    expect(twins.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(7)
    expect(new Set(twins.map(({ body, headers }) => `${body} ${String(headers.location)}`))).toEqual(
      new Set(['{"id":1,"name":"twin"} /api/notes/1']),
    )
    expect((await names()).filter((name) => name === 'twin')).toHaveLength(1)

    expect((await api('POST', '/notes', { name: 'other' }, key)).json()).toMatchObject({
      status: 422,
      code: 'core.key-reused',
    })
    expect((await api('POST', '/notes', { name: 'x' }, { 'idempotency-key': 'ł' })).statusCode).toBe(400)
    // A refusal is not kept: what was refused may be sent again and succeed.
    const again = { 'idempotency-key': 'k-2' }
    expect((await api('POST', '/notes', { name: 'refused' }, again)).statusCode).toBe(422)
    expect((await api('POST', '/notes', { name: 'mended' }, again)).statusCode).toBe(201)
  })

  test('makes one thing of a form that is sent twice, and another of a form that was changed', async () => {
    const [first, second] = await Promise.all([
      page('POST', '/notes', 'name=double&idempotencyKey=f1'),
      page('POST', '/notes', 'name=double&idempotencyKey=f1'),
    ])
    expect([first.statusCode, second.statusCode]).toEqual([303, 303])
    expect((await page('POST', '/notes', 'name=double+two&idempotencyKey=f1')).statusCode).toBe(303)
    expect((await names()).filter((name) => name.startsWith('double'))).toEqual(['double', 'double two'])
  })

  test('reads what people type by the kinds of the fields, and tells all that it cannot read at once', async () => {
    const form =
      'name=typed&priceMinor=1+234%2C56&weight=12%2C5&done=off&done=on&lines.0.qty=1%2C5&lines.1.qty=&lines.4.qty=2'
    expect((await page('POST', '/notes', form)).statusCode).toBe(303)
    const wrong = await page(
      'POST',
      '/notes',
      'name=a+name+that+is+far+too+long&priceMinor=12%2C345&weight=heavy&extra=1',
    )
    expect(wrong.statusCode).toBe(422)
    expect(wrong.json()).toMatchObject({ values: { priceMinor: '12,345', weight: 'heavy' }, status: 422 })
    expect((wrong.json() as { errors: { path: string }[] }).errors.map(({ path }) => path).toSorted()).toEqual([
      'extra',
      'name',
      'priceMinor',
      'weight',
    ])
  })

  test('refuses fields and parameters nobody knows, wrong types, NUL and what is nested too deeply', async () => {
    const errors = async (payload: object) =>
      ((await api('POST', '/notes', payload)).json() as { errors: object[] }).errors
    expect(await errors({ name: 'x', nonsense: 1 })).toEqual([{ path: 'nonsense', message: 'Unknown field.' }])
    expect(await errors({ name: 5, priceMinor: '1' })).toEqual([
      { path: 'name', message: 'Not a valid value.' },
      { path: 'priceMinor', message: 'Not an amount. Type for example 1,234.56.' },
    ])
    expect(await errors({ name: 'a\u0000b' })).toMatchObject([{ path: 'name' }])
    expect(await errors({ name: '\ud800' })).toMatchObject([{ path: 'name' }])
    expect(
      (await api('POST', '/notes', JSON.parse(`{"name":"x","deep":${'['.repeat(40)}${']'.repeat(40)}}`))).statusCode,
    ).toBe(400)
    expect((await api('GET', '/notes?x=1')).json()).toMatchObject({ status: 400, errors: [{ path: 'x' }] })
    expect((await api('PUT', '/notes/1.5', { version: 1 })).statusCode).toBe(400)
  })

  test('takes JSON at one door and forms at the other, a megabyte at most', async () => {
    const plain = await s.host.app.inject({
      method: 'POST',
      url: '/api/notes',
      payload: '{"name":"x"}',
      headers: { ...s.bearer, 'content-type': 'text/plain' },
    })
    expect(plain.json()).toMatchObject({ status: 415, code: 'core.media-type' })
    expect((await page('POST', '/notes', '{"name":"x"}', { 'content-type': 'application/json' })).statusCode).toBe(415)
    expect((await api('POST', '/notes', { name: 'x'.repeat(1_100_000) })).json()).toMatchObject({
      status: 413,
      code: 'core.too-large',
    })
  })

  test('tells nothing of what broke but the number of the request, at either door', async () => {
    const program = await api('GET', '/notes/broken')
    const { requestId, ...told } = program.json() as Record<string, unknown>
    expect(told).toEqual({
      type: 'urn:berberis:problem:core.fault',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something went wrong on our side. Nothing was saved.',
      code: 'core.fault',
    })
    const person = await page('GET', '/notes/broken')
    expect([person.statusCode, person.body.includes('secret of the engine')]).toEqual([500, false])
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('answers unknown and unreadable addresses in the dress of their door', async () => {
    for (const url of ['/nowhere', '/%zz']) {
      const program = await s.host.app.inject({ url: `/api${url}`, headers: s.bearer })
      expect(program.headers['content-type']).toContain('application/problem+json')
      const person = await page('GET', url)
      expect(person.headers['content-type']).toContain('text/html')
      expect([program.statusCode, person.statusCode]).toEqual(url === '/nowhere' ? [404, 404] : [400, 400])
    }
  })

  test('gives forms their twins of PUT and DELETE, and programs If-Match', async () => {
    expect((await page('POST', '/notes/1', 'version=3')).headers.location).toBe('/notes/1')
    expect((await page('POST', '/notes/1/removal', 'version=3')).headers.location).toBe('/notes?was=3')
    expect((await api('PUT', '/notes/1', {}, { 'if-match': '"7"' })).json()).toEqual({ id: 1, version: 7 })
    expect((await api('DELETE', '/notes/1', undefined, { 'if-match': '"7"' })).statusCode).toBe(204)
    expect((await api('DELETE', '/notes/1')).statusCode).toBe(400)
    expect((await api('POST', '/notes', { name: 'stale' })).json()).toMatchObject({
      status: 409,
      code: 'core.conflict',
    })
    const tagged = await api('POST', '/notes', { name: 'stale' }, { 'if-match': '"1"' })
    expect(tagged.json()).toMatchObject({ status: 412, code: 'core.version-mismatch' })
  })

  test('sends its policy with every answer and lets nobody keep a page', async () => {
    const shown = await page('GET', '/nowhere')
    expect(shown.headers['content-security-policy']).toMatch(
      /^default-src 'none';script-src 'self' 'sha256-[^']+';style-src 'self'/,
    )
    expect(shown.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store, private',
    })
    expect(shown.headers['x-powered-by']).toBeUndefined()
  })
})
