import { describe, expect, test } from 'vitest'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { sendMail } from './send-mail.js'
import { letter, mailServer, open } from './scratch-mail-server.js'

const system = { origin: 'console', system: true } as const

describe('a mail as an errand', () => {
  const start = async (address?: string): Promise<SmallHost> => {
    const host = await smallHost('sqlite', [], { config: { ...(address && { mail: address }) } })
    open.push({ close: () => host.drop() })
    return host
  }
  const send = ({ host }: SmallHost, to = letter.to) =>
    host.runInCtx(system, (ctx) => sendMail(ctx, { ...letter, to, attachments: [] }, { dedupe: 'invoice:1:zaneta' }))

  test('leaves after commit, once, however often it is queued and drained', async () => {
    const server = await mailServer()
    const s = await start(server.address)
    expect(await send(s)).toBe(await send(s))
    expect(server.mails).toHaveLength(0)
    await Promise.all([s.host.drain(), s.host.drain()])
    expect(server.mails).toHaveLength(1)
    expect(server.mails[0]).toMatchObject({
      messageId: expect.stringMatching(/^<errand-1\.[0-9a-f]{16}@localhost>$/) as string,
      from: { value: [{ name: 'Tutor', address: 'biuro@tutor.example' }] },
    })
  })

  test('bears another name than another letter, though both are the first errand of their database', async () => {
    const server = await mailServer()
    for (const name of ['Żaneta', 'Zenon']) {
      const s = await start(server.address)
      await send(s, [{ name, address: 'z@przyklad.example' }])
      await s.host.drain()
    }
    expect(server.mails).toHaveLength(2)
    expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(2)
  })

  test('waits for a person when its server died in the middle', async () => {
    const server = await mailServer({ lost: true })
    const s = await start(server.address)
    await send(s)
    await s.host.drain()
    s.clock.advance(60 * 60_000)
    await s.host.drain()
    expect(await s.host.kernel.db('core_errand').select('state', 'tries')).toEqual([{ state: 'uncertain', tries: 1 }])
    expect(server.mails).toHaveLength(1)
    const shown = await s.host.app.inject({ url: '/errands?state=uncertain', headers: s.cookie })
    expect(shown.body).toContain('/errands/1/resolution')
    const resolved = await s.host.app.inject({
      method: 'POST',
      url: '/api/errands/1/resolution',
      payload: { outcome: 'done' },
      headers: s.bearer,
    })
    expect(resolved.statusCode).toBe(200)
    expect((await s.host.app.inject({ url: '/api/errands', headers: s.bearer })).json()).toMatchObject({
      items: [{ id: 1, state: 'done' }],
      next: null,
    })
  })

  test('is refused where it is asked for without a mail server, or with an address that is none', async () => {
    await expect(send(await start())).rejects.toMatchObject({ code: 'core.mail-not-configured' })
    const s = await start((await mailServer()).address)
    await expect(send(s, [{ name: '', address: 'nobody' }])).rejects.toMatchObject({
      details: { fields: [{ path: 'to.0', code: 'core.bad-email' }] },
    })
  })
})
