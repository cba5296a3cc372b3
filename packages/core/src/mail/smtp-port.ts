import pLimit from 'p-limit'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { ErrandAnswer, MailMessage } from '../plugin/errands.js'
import type { ClosingPort } from './mail-port.js'
import { BadAddress, outgoing } from './outgoing.js'
import { turn } from './smtp-line.js'
import { linesTo, MOST_LINES } from './smtp-lines.js'
import { wholeMessage } from './whole-message.js'

/**
 * Most messages held in memory: one on each line, and the next ones, put together and handed over while the lines are
 * busy. So many at most are uncertain when the process dies.
 */
const MOST_COMPOSED = 3 * MOST_LINES

type Sent = ErrandAnswer<{ readonly response: string }>

/**
 * Mail over SMTP on a few connections that are kept. „Handing over” is committed before the first byte of the message, and
 * already while it waits for a line of a quick server, so that no line waits for a commit. Whatever goes wrong before
 * that byte is certain not to have sent anything. Nothing is ever sent again by itself: a message whose connection is
 * lost half way is `uncertain`.
 */
export function smtpPort(address: URL): ClosingPort {
  const lines = linesTo(address)
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
          const { response, rejectedErrors } = await lines.use(
            (line) => turn<Taken>(line, (done) => line.send(envelope, content, done as never)),
            handingOver,
          )
          return { state: 'done', answer: { response: response.slice(0, 500) }, ...refusedOf(rejectedErrors) }
        } catch (error) {
          return answerOf(error, begun)
        }
      }),
    close: lines.close,
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
