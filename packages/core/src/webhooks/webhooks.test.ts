import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corePlugin } from '../core-plugin.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { signWebhook } from './sign-webhook.js'

interface Heard {
  readonly id: string
  readonly timestamp: number
  readonly signature: string
  readonly body: string
}

describe.each(scratchEngines)('webhooks on %s', (engine) => {
  let small: SmallHost
  let server: Server
  let address: string
  let status = 200
  const heard: Heard[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => (body += String(part)))
      request.on('end', () => {
        const header = (name: string) => String(request.headers[`webhook-${name}`])
        heard.push({ id: header('id'), timestamp: Number(header('timestamp')), signature: header('signature'), body })
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    small = await smallHost(engine, [], { core: corePlugin, config: { webhookHosts: ['127.0.0.1'] } })
  }, 120_000)
  afterAll(async () => {
    server.close()
    await small.drop()
  })

  const send = async (method: 'POST' | 'DELETE' | 'GET', url: string, payload?: object) =>
    small.host.app.inject({ method, url: `/api${url}`, headers: small.bearer, ...(payload && { payload }) })
  const make = async (given: object = {}) =>
    (await send('POST', '/webhooks', { name: 'Księgowość', address, hooks: ['core.record-saved'], ...given })).json<{
      id: number
    }>().id
  const secretOf = async (id: number) =>
    (await send('POST', `/webhooks/${id}/secrets`, {})).json<{ secret: string }>().secret
  const save = (name: string) => send('POST', '/contractors', { kind: 'company', name, acceptDuplicates: true })

  it('are told of what they asked for, signed, and of nothing before they have a secret', async () => {
    const id = await make()
    await save('Pierwsza')
    await small.host.drain()
    expect(heard).toEqual([])

    const secret = await secretOf(id)
    expect(secret).toMatch(/^whsec_/)
    const made = (await save('Druga')).json<{ id: number }>()
    await small.host.drain()
    const [first] = heard
    expect(heard).toHaveLength(1)
    expect(JSON.parse(first?.body ?? '')).toEqual({
      hook: 'core.record-saved',
      at: '2026-11-05T08:00:00Z',
      payload: expect.objectContaining({ entity: 'core.contractor', id: made.id }),
    })
    expect(first?.signature).toBe(first && signWebhook(secret, first))

    const next = await secretOf(id)
    await save('Trzecia')
    await small.host.drain()
    const both = heard.at(-1)
    expect(both?.signature).toBe(both && `${signWebhook(next, both)} ${signWebhook(secret, both)}`)
    expect((await send('DELETE', `/webhooks/${id}/secrets/former`)).statusCode).toBe(204)
    await save('Czwarta')
    await small.host.drain()
    expect(heard.at(-1)?.signature.split(' ')).toHaveLength(1)

    const page = await small.host.app.inject({ method: 'GET', url: `/webhooks/${id}`, headers: small.cookie })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('core.record-saved')
    expect(page.body).not.toContain(secret)
    await send('DELETE', `/webhooks/${id}?version=1`)
  })

  it('are called again with the same id, and no more after three days of failures, of which the administrators hear', async () => {
    const id = await make({ name: 'Zawodny' })
    await secretOf(id)
    heard.length = 0
    status = 500
    await save('Piąta')
    await small.host.drain()
    for (const at of ['T08:02', 'T08:10', 'T08:30', 'T09:40', 'T14:00']) {
      small.clock.set(`2026-11-05${at}:00.000Z`)
      await small.host.drain()
    }
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1)
    expect(heard.length).toBeGreaterThan(3)

    for (const day of ['06', '08']) {
      small.clock.set(`2026-11-${day}T08:00:00.000Z`)
      await save(`Firma ${day}`)
      for (const at of ['T08:00', 'T08:02', 'T08:10', 'T08:30', 'T09:40', 'T14:00', 'T19:00']) {
        small.clock.set(`2026-11-${day}${at}:30.000Z`)
        await small.host.drain()
      }
    }
    const row = await small.host.kernel.db('core_webhook').where({ id }).first()
    expect(row).toMatchObject({ disabled_at: expect.any(String) })
    expect(await small.host.kernel.db('core_notification').where({ kind: 'core.webhook-off' })).toHaveLength(1)

    heard.length = 0
    status = 200
    await save('Za późno')
    await small.host.drain()
    expect(heard).toEqual([])
    expect((await send('POST', `/webhooks/${id}/activation`, {})).statusCode).toBe(200)
    await send('POST', `/webhooks/${id}/tests`, {})
    await small.host.drain()
    expect(JSON.parse(heard[0]?.body ?? '{}')).toMatchObject({ hook: 'core.webhook-tested' })
  })

  it('refuse what is no address of the web, and what nobody announces', async () => {
    for (const given of [
      { address: 'ftp://a.example/' },
      { address: 'https://a:b@c.example/' },
      { hooks: ['core.nothing'] },
    ]) {
      const answer = await send('POST', '/webhooks', { name: 'X', address, hooks: ['core.record-saved'], ...given })
      expect(answer.statusCode).toBe(422)
    }
  })
})
