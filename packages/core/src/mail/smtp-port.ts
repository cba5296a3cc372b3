import pLimit from 'p-limit'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { ErrandAnswer, MailMessage } from '../plugin/errands.js'
import type { ClosingPort } from './mail-port.js'
import { BadAddress, outgoing } from './outgoing.js'
import { openLine, turn, type SmtpLine } from './smtp-line.js'
import { wholeMessage } from './whole-message.js'

/** Most connections to the mail server at a time. */
const MOST_LINES = 5
/** Most messages held in memory: one on each line, and the next ones, put together before a line waits for them. */
const MOST_COMPOSED = 2 * MOST_LINES

type Sent = ErrandAnswer<{ readonly response: string }>

/**
 * Mail over SMTP on a few connections that are kept. „Handing over” is committed when the server is ready for the message
 * and before its first byte, so whatever goes wrong earlier is certain not to have sent anything. Nothing is ever sent
 * again by itself: a message whose connection is lost half way is `uncertain`.
 */
export function smtpPort(address: URL): ClosingPort {
  const pool = linesTo(address)
  const turns = pLimit(MOST_COMPOSED)

  return {
    describes: `${address.protocol}//${address.host}`,
    send: (message, handingOver) =>
      turns(async (): Promise<Sent> => {
        let begun = false
        try {
          const { bytes, envelope } = await composed(message)
          const content = wholeMessage(bytes, async () => {
            await handingOver()
            begun = true
          })
          const { response, rejectedErrors } = await pool.use((line) =>
            turn<Taken>(line, (done) => line.send(envelope, content, done as never)),
          )
          return { state: 'done', answer: { response: response.slice(0, 500) }, ...refusedOf(rejectedErrors) }
        } catch (error) {
          return answerOf(error, begun)
        }
      }),
    close: pool.close,
  }
}

/** What the server said of a message it took, for at least one of its recipients. */
interface Taken {
  readonly response: string
  readonly rejectedErrors?: readonly { readonly recipient?: string; readonly response?: string }[]
}

/** The others have it, so it may not be sent again; who was left out has to be told to a person. */
function refusedOf(refused: Taken['rejectedErrors'] = []): { readonly remark?: string } {
  if (refused.length === 0) return {}
  return { remark: refused.map(({ recipient = '', response = '' }) => `${recipient}: ${response}`).join('; ') }
}

/** The whole message, before its line is told of it; so no part of it can be wanting half way. */
async function composed(message: MailMessage) {
  const mail = new MailComposer(await outgoing(message)).compile()
  return { bytes: await mail.build(), envelope: mail.getEnvelope() as never }
}

/** A reply of the server is certain, whatever it says; silence after the message began is not. */
function answerOf(error: unknown, begun: boolean): Sent {
  const { responseCode, response, message, command } = error as {
    readonly responseCode?: number
    readonly response?: string
    readonly message?: string
    readonly command?: string
  }
  const reason = String(response || message || error).slice(0, 500)
  if (error instanceof BadAddress) return { state: 'refused', reason, permanent: true }
  if (responseCode === undefined && begun) return { state: 'uncertain', reason }

  const permanent = responseCode !== undefined && responseCode >= 500 && !String(command).startsWith('AUTH')
  return { state: 'refused', reason, permanent }
}

function linesTo(address: URL) {
  const idle: SmtpLine[] = []
  const waiting: (() => void)[] = []
  let open = 0
  let closed = false

  const leave = () => {
    open -= 1
    waiting.shift()?.()
  }
  const rest = (line: SmtpLine) => {
    // A server ends lines that nobody uses; such a one is taken from the rack, or the next mail would fail on it.
    const drop = () => {
      if (!idle.includes(line)) return
      idle.splice(idle.indexOf(line), 1)
      line.close()
    }
    line.removeAllListeners('error').removeAllListeners('end')
    line.once('error', drop).once('end', drop)
    idle.push(line)
  }

  const take = async (): Promise<SmtpLine> => {
    while (open >= MOST_LINES) await new Promise<void>((resolve) => waiting.push(resolve))
    open += 1
    try {
      return idle.pop() ?? (await openLine(address))
    } catch (error) {
      leave()
      throw error
    }
  }

  return {
    /** Works on a line that is free; one on which work failed is not used again. */
    async use<T>(work: (line: SmtpLine) => Promise<T>): Promise<T> {
      const line = await take()
      try {
        const result = await work(line)
        if (closed) line.quit()
        else rest(line)
        return result
      } finally {
        leave()
      }
    },
    close() {
      closed = true
      for (const line of idle.splice(0)) line.quit()
    },
  }
}
