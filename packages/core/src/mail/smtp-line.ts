import { connect } from 'node:net'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

const CONNECT_MS = 10_000
const SOCKET_MS = 60_000

/** One connection to a mail server, greeted and signed in. */
export type SmtpLine = SMTPConnection

/**
 * Connects, with Nagle's algorithm off: a mail is many short turns, and waiting for each to fill a packet makes them
 * 25 times slower (measured). Rejects when the server cannot be reached, does not greet, or refuses the sign-in.
 */
export async function openLine(address: URL): Promise<SmtpLine> {
  const secure = address.protocol === 'smtps:'
  const port = Number(address.port || (secure ? 465 : 587))
  const host = address.hostname.replace(/^\[|\]$/g, '')
  const connection = connect({ host, port, noDelay: true, timeout: CONNECT_MS })
  await new Promise<void>((resolve, reject) => {
    connection.once('connect', resolve).once('error', reject)
    connection.once('timeout', () => connection.destroy(new Error('the mail server does not answer')))
  })
  connection.setTimeout(0)

  const line = new SMTPConnection({
    host,
    port,
    secure,
    connection,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
  })
  await turn(line, (done) => line.connect((error) => done(error)))
  if (address.username) {
    const credentials = { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) }
    await turn(line, (done) => line.login({ credentials }, (error) => done(error)))
  }
  return line
}

/** One turn of the talk; an error of the connection ends it too. */
export async function turn<T = void>(
  line: SmtpLine,
  start: (done: (error?: Error | null, result?: T) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const fail = (error: Error) => {
      line.close()
      reject(error)
    }
    const broken = () => fail(new Error('the connection to the mail server was lost'))
    line.once('error', fail).once('end', broken)
    start((error, result) => {
      line.off('error', fail).off('end', broken)
      if (error) fail(error)
      else resolve(result as T)
    })
  })
}
