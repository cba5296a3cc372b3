import type { SendMailOptions } from 'nodemailer'
import { parseEmail } from '../identifiers/email.js'
import type { MailMessage } from '../plugin/errands.js'

/** Most addresses of one message, and the longest address (RFC 5321). */
const MOST_RECIPIENTS = 50
const LONGEST_ADDRESS = 254

/** A recipient or sender that must not reach the mail library's own reading of addresses. */
export class BadAddress extends Error {
  constructor() {
    super('an address of the message is not one')
    this.name = 'BadAddress'
  }
}

/**
 * The message as the mail library takes it. Each address is judged by itself before the library sees it, line ends and
 * NUL leave names and subjects, and content is bytes only, never a path or an address to be fetched. Throws BadAddress,
 * and what reading a file throws.
 */
export async function outgoing(message: MailMessage): Promise<SendMailOptions> {
  const { messageId, from, to, subject, text, html, attachments } = message
  if (to.length === 0 || to.length > MOST_RECIPIENTS) throw new BadAddress()
  const parties = { from: party(from), to: to.map(party) }

  return {
    messageId,
    ...parties,
    subject: oneLine(subject),
    text: withLineEnds(text),
    ...(html !== undefined && { html: withLineEnds(html) }),
    attachments: await Promise.all(
      attachments.map(async ({ name, mediaType, content }) => ({
        filename: oneLine(name),
        contentType: oneLine(mediaType),
        content: bufferOf(typeof content === 'function' ? await content() : content),
      })),
    ),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function party({ name, address }: { readonly name?: string; readonly address: string }): {
  name: string
  address: string
} {
  const parsed = parseEmail(address)
  if (address.length > LONGEST_ADDRESS || 'error' in parsed) throw new BadAddress()
  return { name: oneLine(name ?? ''), address: parsed.value }
}

/** The same memory as a buffer. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}

/** As lines of a mail end, so that nobody on its way has to see to it. */
function withLineEnds(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n')
}
