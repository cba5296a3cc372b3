import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach } from 'vitest'
import type { MailMessage } from '../plugin/errands.js'

/** What is written, and the message that brings it. For tests only. */
export const letter = {
  to: [{ name: 'Żaneta', address: 'zaneta@klient.example' }],
  subject: 'Faktura FV/1/2026',
  text: 'Dzień dobry',
}
export const message: MailMessage = {
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

/** What is closed after a test, the last first. */
export const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/**
 * A real mail server. `at` decides what it says to a recipient; `lost` cuts the line once the data has come;
 * what has come is answered when `answering` lets it.
 */
export async function mailServer({
  at,
  lost = false,
  login,
  answering = () => Promise.resolve(),
}: {
  at?: (address: string) => Error | null
  lost?: boolean
  login?: string
  answering?: () => Promise<void>
} = {}): Promise<Sink> {
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
      parsed.then((mail) => {
        mails.push(mail)
        if (lost) kill(server)
        else void answering().then(() => done())
      }, done)
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
