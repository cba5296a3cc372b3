import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { AddressInfo, Socket } from 'node:net'

/** One mail as the sink took it; `messageId` without its angle brackets. */
export interface SunkMail {
  readonly messageId: string
  readonly to: readonly string[]
  readonly source: Buffer
}

export interface SmtpSink {
  /** `smtp://127.0.0.1:<port>`, as `HostConfig.mail` has it. */
  readonly url: string
  readonly mails: readonly SunkMail[]
  /** The nth mail, waited for at most `limit` milliseconds. */
  mail(n: number, limit?: number): Promise<ParsedMail>
  stop(): Promise<void>
}

/** A real SMTP server on the loopback address that keeps what it is sent. `delay`: milliseconds before it says 250. */
export async function smtpSink({ delay = 0 }: { readonly delay?: number } = {}): Promise<SmtpSink> {
  const mails: SunkMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.once('end', () => {
        const source = Buffer.concat(parts)
        // Taken from here on: whoever is killed before our 250 reaches him cannot know, which is the point of it.
        mails.push({
          messageId: messageIdOf(source),
          to: session.envelope.rcptTo.map(({ address }) => address),
          source,
        })
        setTimeout(done, delay)
      })
    },
  })
  server.on('error', ignoreBrokenClient)
  server.server.on('connection', (socket: Socket) => socket.setNoDelay(true))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo

  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    async mail(n, limit = 10_000) {
      const until = performance.now() + limit
      while (!mails[n - 1]) {
        if (performance.now() > until) throw new Error(`${mails.length} mails came, ${n} were waited for`)
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      return simpleParser(mails[n - 1]!.source)
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function messageIdOf(source: Buffer): string {
  return /^message-id:\s*<([^>]+)>/im.exec(source.toString('latin1'))?.[1] ?? ''
}

/** A client that is killed in the middle of a mail is what some tests are about; anything else is told. */
function ignoreBrokenClient(error: NodeJS.ErrnoException): void {
  if (!['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) throw error
}
