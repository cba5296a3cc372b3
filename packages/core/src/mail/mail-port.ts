import type { MailPort } from '../plugin/errands.js'
import { folderPort } from './folder-port.js'
import { smtpPort } from './smtp-port.js'

export interface ClosingPort extends MailPort {
  /** Lets go of connections. */
  close(): void
}

/**
 * The way mail leaves: `smtp://user:password@host:port` or `smtps://…` to a server, `folder:<path>` into files for an
 * instance in which nobody should get any. Without an address nothing can be mailed. Throws on any other address.
 */
export function mailPortOf(address: string | undefined): ClosingPort {
  if (!address)
    return {
      describes: null,
      send: async () => ({ state: 'refused', reason: 'no mail server', permanent: true }),
      close: () => {},
    }
  if (address.startsWith('folder:')) return folderPort(address.slice('folder:'.length))
  if (/^smtps?:\/\//.test(address)) return smtpPort(new URL(address))
  throw new Error('mail is neither smtp://… nor folder:…')
}
