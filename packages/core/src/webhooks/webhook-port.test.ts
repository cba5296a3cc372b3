import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPublicIp } from './public-address.js'
import { signWebhook } from './sign-webhook.js'
import { webhookPort } from './webhook-port.js'

const EXAMPLE = 'whsec_YmVyYmVyaXMtZXhhbXBsZS1zZWNyZXQtMDAwMQ=='

describe('the signature of a webhook', () => {
  it('§11.25: is the one of the example', () => {
    const body = '{"hook":"core.event-saved","at":"2026-11-05T08:00:00Z","payload":{"eventId":7}}'
    expect(signWebhook(EXAMPLE, { id: 'msg_01', timestamp: 1793865600, body })).toBe(
      'v1,MZOCLJ0fRsjhG+Oi1DD5r0GNGW+jUCGkD0oLu3uZ9qk=',
    )
  })
})

describe('an address', () => {
  it('is public or not, however it is written', () => {
    const within = ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '100.64.0.1']
    const newer = ['::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'ff02::1', '::7f00:1']
    for (const ip of [...within, ...newer, 'no address']) expect([ip, isPublicIp(ip)]).toEqual([ip, false])
    for (const ip of ['93.184.216.34', '8.8.8.8', '2606:4700::1111', '172.32.0.1'])
      expect([ip, isPublicIp(ip)]).toEqual([ip, true])
  })
})

describe('a call', () => {
  let server: Server
  let port: number
  const seen: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = []
  let status = 200
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => (body += String(part)))
      request.on('end', () => {
        seen.push({ headers: request.headers, body })
        response.writeHead(status, { location: '/elsewhere' }).end()
      })
    })
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => server.close())

  const vault = { open: (sealed: string) => sealed }
  const clock = { now: () => '2026-11-05T08:00:00.000Z' }
  const call = (address: string, hosts: readonly string[]) =>
    webhookPort({ vault, clock, hosts }).call(
      { address, messageId: 'msg_7', body: '{"a":1}', secrets: [EXAMPLE, EXAMPLE] },
      new AbortController().signal,
    )

  it('is signed with both secrets and bears the message’s id and time', async () => {
    status = 204
    const answer = await call(`http://127.0.0.1:${port}/hook`, ['127.0.0.1'])
    expect(answer).toEqual({ state: 'done', answer: { status: 204 } })
    const { headers, body } = seen.at(-1) ?? { headers: {}, body: '' }
    expect(body).toBe('{"a":1}')
    expect(headers).toMatchObject({ 'webhook-id': 'msg_7', 'webhook-timestamp': '1793865600' })
    const one = signWebhook(EXAMPLE, { id: 'msg_7', timestamp: 1793865600, body })
    expect(headers['webhook-signature']).toBe(`${one} ${one}`)
  })

  it('follows no redirect, takes no refusal for a success, and gives up on who is gone', async () => {
    const before = seen.length
    status = 302
    expect(await call(`http://127.0.0.1:${port}/`, ['127.0.0.1'])).toMatchObject({ state: 'refused', permanent: false })
    status = 500
    expect(await call(`http://127.0.0.1:${port}/`, ['127.0.0.1'])).toMatchObject({
      state: 'refused',
      reason: 'HTTP 500',
    })
    status = 410
    expect(await call(`http://127.0.0.1:${port}/`, ['127.0.0.1'])).toMatchObject({ state: 'refused', permanent: true })
    expect(seen.length - before).toBe(3)
  })

  it('never reaches the own network unless the configuration lists the host', async () => {
    const before = seen.length
    for (const address of [
      `http://127.0.0.1:${port}/`,
      `https://127.0.0.1:${port}/`,
      `https://localhost:${port}/`,
      `https://[::1]:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
      `https://2130706433:${port}/`,
    ])
      expect([address, await call(address, [])]).toEqual([
        address,
        { state: 'refused', reason: expect.any(String), permanent: true },
      ])
    expect(seen.length).toBe(before)
  })
})
