import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { smallHost, type SmallHost } from '../host/small-host.js'
import type { MailMessage } from '../plugin/errands.js'
import { mailPortOf } from './mail-port.js'
import { sendMail } from './send-mail.js'

const system = { origin: 'console', system: true } as const
const letter = {
  to: [{ name: 'Żaneta', address: 'zaneta@klient.example' }],
  subject: 'Faktura FV/1/2026',
  text: 'Dzień dobry',
}
const message: MailMessage = {
  ...letter,
  messageId: '<errand-1@test>',
  from: { name: 'Tutor', address: 'biuro@tutor.example' },
  attachments: [{ name: 'Zażółć.pdf', mediaType: 'application/pdf', content: new TextEncoder().encode('%PDF-1.7 ł') }],
}

interface Sink {
  readonly address: string
  readonly mails: ParsedMail[]
  close(): Promise<void>
}

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A real mail server. `at` decides what it says to a recipient; `lost` cuts the line once the data has come. */
async function mailServer({
  at,
  lost = false,
  login,
}: { at?: (address: string) => Error | null; lost?: boolean; login?: string } = {}): Promise<Sink> {
  const mails: ParsedMail[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) =>
      password === login ? done(null, { user: 'x' }) : done(Object.assign(new Error('no'), { responseCode: 535 })),
    onRcptTo: ({ address }, _session, done) => done(at?.(address) ?? null),
    onData(stream, _session, done) {
      const parsed = simpleParser(stream)
      void parsed.then((mail) => {
        mails.push(mail)
        if (lost) kill(server)
        else done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  const sink = {
    address: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
  open.push(sink)
  return sink
}

/** The line is lost without a word, as when the machine dies. */
function kill(server: SMTPServer): void {
  for (const connection of (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections)
    connection._socket.destroy()
}

function port(address: string) {
  const made = mailPortOf(address)
  open.push({ close: async () => made.close() })
  return made
}

const refusal = (responseCode: number) => () => Object.assign(new Error('mailbox says no'), { responseCode })

describe('mail over SMTP', () => {
  test('arrives with its Polish letters and its file, and says "handing over" right before', async () => {
    const server = await mailServer()
    const steps: string[] = []
    const answered = await port(server.address).send(
      message,
      async () => void steps.push(`handed over, ${server.mails.length} there`),
    )

    expect(answered).toMatchObject({ state: 'done' })
    expect(steps).toEqual(['handed over, 0 there'])
    const [mail] = server.mails
    expect(mail).toMatchObject({ subject: letter.subject, messageId: '<errand-1@test>', text: 'Dzień dobry' })
    expect(mail?.attachments[0]).toMatchObject({ filename: 'Zażółć.pdf', contentType: 'application/pdf' })
    expect(mail?.attachments[0]?.content.toString()).toBe('%PDF-1.7 ł')
  })

  test('sends many side by side over a few lines, each once', async () => {
    const server = await mailServer()
    const way = port(server.address)
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, n) => way.send({ ...message, messageId: `<${n}@test>` }, async () => {})),
    )
    expect(all.every(({ state }) => state === 'done')).toBe(true)
    expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(40)
    expect(server.mails).toHaveLength(40)
  })

  test('that one of several recipients may not get is done, and says who was left out', async () => {
    const server = await mailServer({
      at: (address) =>
        address.startsWith('nobody') ? Object.assign(new Error('no such'), { responseCode: 550 }) : null,
    })
    const to = [...message.to, { address: 'nobody@klient.example' }]
    expect(await port(server.address).send({ ...message, to }, async () => {})).toMatchObject({
      state: 'done',
      remark: expect.stringMatching(/^nobody@klient\.example: 550/) as string,
    })
    expect(server.mails).toHaveLength(1)
  })

  test('is refused for now by 4xx, for good by 5xx, and never handed over then', async () => {
    let handed = 0
    const count = async () => void (handed += 1)
    const busy = await mailServer({ at: refusal(451) })
    expect(await port(busy.address).send(message, count)).toMatchObject({ state: 'refused', permanent: false })
    const none = await mailServer({ at: refusal(550) })
    expect(await port(none.address).send(message, count)).toMatchObject({ state: 'refused', permanent: true })
    expect(handed).toBe(0)
  })

  test('is refused for now when nobody answers or the sign-in is wrong', async () => {
    const free = createServer()
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
    const { port: closed } = free.address() as { port: number }
    await new Promise((resolve) => free.close(resolve))
    expect(await port(`smtp://127.0.0.1:${closed}`).send(message, async () => {})).toMatchObject({
      state: 'refused',
      permanent: false,
    })

    const locked = await mailServer({ login: 'right' })
    const wrong = locked.address.replace('//', '//x:wrong@')
    expect(await port(wrong).send(message, async () => {})).toMatchObject({ state: 'refused', permanent: false })
    const right = locked.address.replace('//', '//x:right@')
    expect(await port(right).send(message, async () => {})).toMatchObject({ state: 'done' })
  })

  test('is uncertain when the line is lost after the message began, and is not sent again by itself', async () => {
    const server = await mailServer({ lost: true })
    expect(await port(server.address).send(message, async () => {})).toMatchObject({ state: 'uncertain' })
    expect(server.mails).toHaveLength(1)
  })

  test('never hands on what is no address, or a second header in a subject', async () => {
    const server = await mailServer()
    const way = port(server.address)
    for (const address of [
      'a@b.example, c@d.example',
      'x@y.example\r\nBcc: z@z.example',
      '"a"@',
      `${'a'.repeat(250)}@b.example`,
    ]) {
      expect(await way.send({ ...message, to: [{ address }] }, async () => {})).toMatchObject({
        state: 'refused',
        permanent: true,
      })
    }
    await way.send({ ...message, subject: 'Hello\r\nBcc: z@z.example' }, async () => {})
    expect(server.mails).toHaveLength(1)
    expect(server.mails[0]?.bcc).toBeUndefined()
    expect(server.mails[0]?.subject).toBe('Hello Bcc: z@z.example')
  })
})

describe('mail into a folder', () => {
  test('leaves one file that any mail program opens', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'berberis-mail-'))
    expect(await port(`folder:${folder}`).send(message, async () => {})).toMatchObject({ state: 'done' })
    const files = await readdir(folder)
    expect(files).toHaveLength(1)
    const mail = await simpleParser(await readFile(join(folder, files[0] ?? '')))
    expect(mail).toMatchObject({ subject: letter.subject, messageId: '<errand-1@test>' })
  })
})

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
