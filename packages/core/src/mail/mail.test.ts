import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { mailPortOf } from './mail-port.js'
import { letter, mailServer, message, open } from './scratch-mail-server.js'

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

  test.each([
    ['that SMTP takes as it is', 'Dzień dobry,\r\n'.repeat(400)],
    ['with lines that begin with dots', '.\r\n..\r\n.dot\r\n\r\n.\r\nend.'],
    ['with line ends of every kind', 'a\nb\r\nc\rd\n.\ne\n'],
  ])('brings a text %s', async (_what, text) => {
    const server = await mailServer()
    const pdf = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7919) % 251)
    const attachments = [{ name: 'f.pdf', mediaType: 'application/pdf', content: pdf }]
    expect(await port(server.address).send({ ...message, text, attachments }, async () => {})).toMatchObject({
      state: 'done',
    })
    const [mail] = server.mails
    expect(mail?.text?.trimEnd()).toBe(text.replace(/\r\n?/g, '\n').trimEnd())
    expect(mail?.attachments[0]?.content.equals(pdf)).toBe(true)
  })

  test('is not begun when the handing over cannot be written', async () => {
    const server = await mailServer()
    const way = port(server.address)
    const answered = await way.send(message, async () => {
      throw new Error('the database is gone')
    })
    expect(answered).toMatchObject({ state: 'refused', reason: expect.stringContaining('database is gone') as string })
    expect(await way.send({ ...message, messageId: '<2@test>' }, async () => {})).toMatchObject({ state: 'done' })
    expect(server.mails).toHaveLength(1)
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

  test.each([
    ['quick', 0, 15],
    ['slow', 1100, 5],
  ])('is handed over while it waits for a line of a %s server, or not', async (_speed, delay, most) => {
    let answering = new Promise<void>((resolve) => setTimeout(resolve, delay))
    const server = await mailServer({ answering: () => answering })
    const way = port(server.address)
    await way.send(message, async () => {})
    let answer = () => {}
    answering = new Promise<void>((resolve) => (answer = resolve))

    const handed = new Set<string>()
    const all = Array.from({ length: 40 }, (_, n) => {
      const messageId = `<${n}@test>`
      return way.send({ ...message, messageId }, async () => {
        if (n === 35) throw new Error('the lease is lost')
        handed.add(messageId)
      })
    })
    await expect.poll(() => [server.mails.length, handed.size]).toEqual([1 + 5, most])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(handed.size).toBe(most)

    answer()
    const states = (await Promise.all(all)).map(({ state }) => state)
    expect(states).toEqual(states.map((_, n) => (n === 35 ? 'refused' : 'done')))
    expect(new Set(server.mails.slice(1).map(({ messageId }) => messageId))).toEqual(handed)
    expect(server.mails).toHaveLength(1 + 39)
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
