import { afterAll, beforeAll, expect, test } from 'vitest'
import { corePlugin } from '../core-plugin.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { callers, notes } from './notes-kit.js'

let s: SmallHost
let ask: ReturnType<typeof callers>
beforeAll(async () => {
  s = await smallHost('sqlite', [notes], { core: corePlugin })
  ask = callers(s)
})
afterAll(() => s.drop())

const form = 'name=certain&lines.0.qty=1&idempotencyKey=k&ask=Delete+%3Cit%3E%3F'

test('a form without a script is asked about on a page of its own, which sends the same again', async () => {
  const referer = 'http://localhost/operators?sort=name'
  const asked = await ask.page('POST', '/notes', form, { referer })
  expect(asked.statusCode).toBe(200)
  expect(asked.body).toContain('<h1>Delete &lt;it&gt;?</h1>')
  expect(asked.body).toContain('<input type="hidden" name="name" value="certain">')
  expect(asked.body).toContain('<input type="hidden" name="lines.0.qty" value="1">')
  expect(asked.body).not.toContain('name="ask"')
  expect(asked.body).toContain('href="/operators?sort&#x3D;name"')
  expect(await ask.names()).not.toContain('certain')

  const elsewhere = await ask.page('POST', '/notes', form, { referer: 'https://elsewhere.example/x' })
  expect(elsewhere.body).not.toContain('elsewhere')
  expect((await ask.page('POST', '/notes', 'name=certain&lines.0.qty=1')).statusCode).toBe(303)
  expect(await ask.names()).toContain('certain')
})

test('a script has asked already, and a program is not asked', async () => {
  const scripted = await ask.page('POST', '/notes', form.replace('certain', 'scripted'), { 'hx-request': 'true' })
  expect(scripted.headers['hx-redirect']).toBe('/notes/1')
  expect((await ask.api('POST', '/notes', { name: 'x', ask: 'Sure?' })).statusCode).toBe(400)
})

test('what is malformed is refused before anybody is asked', async () => {
  expect((await ask.page('POST', '/notes', 'name=x&extra=1&ask=Sure%3F')).statusCode).toBe(422)
})

test('every page that asks carries its question for whoever has no script', async () => {
  const { body } = await s.host.app.inject({ url: '/roles/2', headers: s.cookie })
  const asking = body.match(/<form[^>]*hx-confirm[\s\S]*?<\/form>/g) ?? []
  expect(asking.length).toBeGreaterThan(0)
  for (const one of asking) expect(one).toMatch(/<noscript><input type="hidden" name="ask" value="[^"]+"><\/noscript>/)
})
