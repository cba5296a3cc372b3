import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import type { Vault } from '../ctx.js'
import type { Clock } from '../later/clock.js'
import type { ErrandAnswer, WebhookPort } from '../plugin/errands.js'
import { isPublicIp, NotPublic, publicLookup } from './public-address.js'
import { signWebhook } from './sign-webhook.js'

/** Milliseconds a receiver has for its answer (spec-core §10). */
const LONGEST_MS = 10_000
/** The receiver says that it is gone for good. */
const GONE = 410

type Called = ErrandAnswer<{ readonly status: number }>

interface PortGiven {
  readonly vault: Pick<Vault, 'open'>
  readonly clock: Pick<Clock, 'now'>
  /** Hosts of the own network that the configuration lists. */
  readonly hosts: readonly string[]
}

/**
 * Calls other people's programs: https to public addresses, judged after resolving; the listed hosts wherever they are,
 * by plain http too. No redirects are followed; 2xx is success, 410 and a forbidden address are final.
 */
export function webhookPort({ vault, clock, hosts }: PortGiven): WebhookPort {
  const listed = new Set(hosts.map((host) => host.toLowerCase()))

  return {
    async call({ address, messageId, body, secrets }, signal): Promise<Called> {
      const url = new URL(address)
      const own = listed.has(url.hostname.toLowerCase())
      if (!own && url.protocol !== 'https:') return forbidden(`${url.protocol}// is not called`)
      if (!own && isIP(bare(url.hostname)) !== 0 && !isPublicIp(bare(url.hostname)))
        return forbidden(new NotPublic(url.hostname).message)

      const timestamp = Math.floor(Date.parse(clock.now()) / 1000)
      const signatures = secrets.map((sealed) => signWebhook(vault.open(sealed), { id: messageId, timestamp, body }))
      return post(url, own, {
        body,
        signal,
        headers: {
          'content-type': 'application/json',
          'webhook-id': messageId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signatures.join(' '),
        },
      })
    },
  }
}

interface Posting {
  readonly body: string
  readonly signal: AbortSignal
  readonly headers: Readonly<Record<string, string>>
}

/** One request on a connection of its own; of the answer the status alone counts. */
function post(url: URL, own: boolean, { body, signal, headers }: Posting): Promise<Called> {
  const request = url.protocol === 'https:' ? secure : plain
  const within = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)])
  const options = { method: 'POST', headers, signal: within, agent: false, ...(!own && { lookup: publicLookup }) }

  return new Promise((done) => {
    const sent = request(url, options, (answer) => {
      answer.resume()
      done(outcomeOf(answer.statusCode ?? 0))
    })
    sent.on('error', (error) => {
      if (error instanceof NotPublic) return done(forbidden(error.message))
      const slow = within.aborted && !signal.aborted
      done({ state: 'refused', reason: slow ? `no answer within ${LONGEST_MS / 1000} s` : error.message })
    })
    sent.end(body)
  })
}

function outcomeOf(status: number): Called {
  if (status >= 200 && status < 300) return { state: 'done', answer: { status } }
  return { state: 'refused', reason: `HTTP ${status}`, permanent: status === GONE }
}

const forbidden = (reason: string): Called => ({ state: 'refused', reason, permanent: true })

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')
