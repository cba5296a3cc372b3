import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { callers, notes } from './notes-kit.js'

describe.each(scratchEngines)('what is sent to the edge on %s', (engine) => {
  let s: SmallHost
  let ask: ReturnType<typeof callers>
  beforeAll(async () => {
    s = await smallHost(engine, [notes])
    ask = callers(s)
  })
  afterAll(() => s.drop())

  test('answers a request that is sent again as the first time, and only that one', async () => {
    const key = { 'idempotency-key': 'k-1' }
    const twins = await Promise.all(Array.from({ length: 8 }, () => ask.api('POST', '/notes', { name: 'twin' }, key)))
    expect(twins.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 8 }, () => 201))
    expect(twins.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(7)
    expect(new Set(twins.map(({ body, headers }) => `${body} ${String(headers.location)}`))).toEqual(
      new Set(['{"id":1,"name":"twin"} /api/notes/1']),
    )
    expect((await ask.names()).filter((name) => name === 'twin')).toHaveLength(1)

    expect((await ask.api('POST', '/notes', { name: 'other' }, key)).json()).toMatchObject({
      status: 422,
      code: 'core.key-reused',
    })
    expect((await ask.api('POST', '/notes', { name: 'x' }, { 'idempotency-key': 'ł' })).statusCode).toBe(400)
    // A refusal is not kept: what was refused may be sent again and succeed.
    const again = { 'idempotency-key': 'k-2' }
    expect((await ask.api('POST', '/notes', { name: 'refused' }, again)).statusCode).toBe(422)
    expect((await ask.api('POST', '/notes', { name: 'mended' }, again)).statusCode).toBe(201)
  })

  test('keeps of a body no hash from which a short secret in it could be guessed', async () => {
    await ask.api('POST', '/notes', { name: 'secret' }, { 'idempotency-key': 'k-3' })
    const [kept] = await s.host.kernel.db('core_idempotency').where({ name: 'k-3' }).select('body_hash')
    const bare = createHash('sha256').update('{"name":"secret"}').digest()
    expect(String(kept?.body_hash).length).toBeGreaterThan(20)
    expect([bare.toString('hex'), bare.toString('base64url')]).not.toContain(kept?.body_hash)
  })

  test('makes one thing of a form that is sent twice, and another of a form that was changed', async () => {
    const [first, second] = await Promise.all([
      ask.page('POST', '/notes', 'name=double&idempotencyKey=f1'),
      ask.page('POST', '/notes', 'name=double&idempotencyKey=f1'),
    ])
    expect([first.statusCode, second.statusCode]).toEqual([303, 303])
    expect((await ask.page('POST', '/notes', 'name=double+two&idempotencyKey=f1')).statusCode).toBe(303)
    expect((await ask.names()).filter((name) => name.startsWith('double'))).toEqual(['double', 'double two'])
  })

  test('reads what people type by the kinds of the fields, and tells all that it cannot read at once', async () => {
    const form =
      'name=typed&priceMinor=1+234%2C56&weight=12%2C5&done=off&done=on&lines.0.qty=1%2C5&lines.1.qty=&lines.4.qty=2'
    expect((await ask.page('POST', '/notes', form)).statusCode).toBe(303)
    const wrong = await ask.page(
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

  test('answers what is sent half typed with what is wrong so far, which is no refusal but to programs', async () => {
    const shown = await ask.page('POST', '/notes/sketch', 'name=x&weight=heavy&size=1')
    expect([shown.statusCode, shown.headers['x-message']]).toEqual([200, undefined])
    expect(shown.json()).toMatchObject({
      status: 200,
      values: { weight: 'heavy' },
      errors: [{ path: 'weight' }, { path: 'size' }],
    })
    expect((await ask.page('POST', '/notes/sketch', 'weight=1')).json()).toMatchObject({ errors: [{ path: 'name' }] })
    const names = Array.from({ length: 5001 }, (_none, at) => `n${at}=`).join('&')
    expect((await ask.page('POST', '/notes/sketch', names)).statusCode).toBe(422)
    expect((await ask.api('POST', '/notes/sketch', { weight: 1 })).statusCode).toBe(400)
  })

  test('refuses fields and parameters nobody knows, wrong types, NUL and what is nested too deeply', async () => {
    const errors = async (payload: object) =>
      ((await ask.api('POST', '/notes', payload)).json() as { errors: object[] }).errors
    expect(await errors({ name: 'x', nonsense: 1 })).toEqual([{ path: 'nonsense', message: 'Unknown field.' }])
    expect(await errors({ name: 5, priceMinor: '1' })).toEqual([
      { path: 'name', message: 'Not a valid value.' },
      { path: 'priceMinor', message: 'Not an amount. Type for example 1,234.56.' },
    ])
    expect(await errors({ name: 'a\u0000b' })).toMatchObject([{ path: 'name' }])
    expect(await errors({ name: '\ud800' })).toMatchObject([{ path: 'name' }])
    expect(
      (await ask.api('POST', '/notes', JSON.parse(`{"name":"x","deep":${'['.repeat(40)}${']'.repeat(40)}}`)))
        .statusCode,
    ).toBe(400)
    expect((await ask.api('GET', '/notes?x=1')).json()).toMatchObject({ status: 400, errors: [{ path: 'x' }] })
    expect((await ask.api('PUT', '/notes/1.5', { version: 1 })).statusCode).toBe(400)
  })

  test('tells what is malformed under errors, and what a rule refuses under fields with its code', async () => {
    const told = async (payload: object | string) => {
      const given = await ask.api('POST', '/notes', payload as object, { 'content-type': 'application/json' })
      const { status, code, errors, fields } = given.json() as Record<string, unknown>
      return { status, code, errors, fields }
    }
    const malformed = { status: 400, code: 'core.malformed', fields: undefined }
    const unknown = [{ path: 'size', message: 'Unknown field.' }]
    expect(await told({ name: 'nonsense' })).toEqual({ ...malformed, errors: unknown })
    expect(await told({ name: 'x', size: 1 })).toEqual({ ...malformed, errors: unknown })
    const unread = [{ path: '', message: 'What was sent could not be read.' }]
    expect(await told('{"name":')).toEqual({ ...malformed, errors: unread })
    expect(await told('')).toEqual({ ...malformed, errors: unread })

    expect(await told({ name: 'long' })).toEqual({
      status: 422,
      code: 'core.too-long',
      errors: undefined,
      fields: [{ path: 'name', code: 'core.too-long', message: 'At most 20 characters.' }],
    })
  })

  test('takes JSON at one door and forms at the other, a megabyte at most', async () => {
    const plain = await s.host.app.inject({
      method: 'POST',
      url: '/api/notes',
      payload: '{"name":"x"}',
      headers: { ...s.bearer, 'content-type': 'text/plain' },
    })
    expect(plain.json()).toMatchObject({ status: 415, code: 'core.media-type' })
    expect((await ask.page('POST', '/notes', '{"name":"x"}', { 'content-type': 'application/json' })).statusCode).toBe(
      415,
    )
    expect((await ask.api('POST', '/notes', { name: 'x'.repeat(1_100_000) })).json()).toMatchObject({
      status: 413,
      code: 'core.too-large',
    })
  })

  test('sends nothing that no schema of the route declares', async () => {
    expect((await ask.api('PUT', '/notes/undeclared', {})).json()).toMatchObject({ status: 500, code: 'core.fault' })
    expect((await ask.api('PUT', '/notes/1', { version: 3 })).json()).toEqual({ id: 1, version: 3 })
  })

  test('gives forms their twins of PUT and DELETE, and programs If-Match', async () => {
    expect((await ask.page('POST', '/notes/1', 'version=3')).headers.location).toBe('/notes/1')
    expect((await ask.page('POST', '/notes/1/removal', 'version=3')).headers.location).toBe('/notes?was=3')
    expect((await ask.api('PUT', '/notes/1', {}, { 'if-match': '"7"' })).json()).toEqual({ id: 1, version: 7 })
    const named = { 'if-match': '"7"', 'content-type': 'application/json' }
    expect((await ask.api('DELETE', '/notes/1', undefined, named)).statusCode).toBe(204)
    expect((await ask.api('DELETE', '/notes/1')).statusCode).toBe(400)
    expect((await ask.api('POST', '/notes', { name: 'stale' })).json()).toMatchObject({
      status: 409,
      code: 'core.conflict',
    })
    const tagged = await ask.api('POST', '/notes', { name: 'stale' }, { 'if-match': '"1"' })
    expect(tagged.json()).toMatchObject({ status: 412, code: 'core.version-mismatch' })
  })
})
