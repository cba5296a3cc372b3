import { setTimeout as sleep } from 'node:timers/promises'
import { apiOf, type Answered, type Api } from '../support/api.js'

/** What the server said yes to; from then on it may not lose it. */
export interface Acknowledged {
  readonly id: number
  readonly number: string
  readonly grossMinor: number
  mailed: boolean
}

export interface Writer {
  readonly acknowledged: readonly Acknowledged[]
  /** Finishes the invoice at hand and begins no other. */
  stop(): Promise<void>
}

/**
 * Issues invoices one after the other and mails each, as a careful program does: every change has a key of its own and is
 * sent again with the same key until it is answered, however often the server dies in between. `at` is where it is now.
 */
export function startWriter(
  name: string,
  token: string,
  { at, contractor, product }: { at: () => string; contractor: number; product: number },
): Writer {
  const acknowledged: Acknowledged[] = []
  let stopped = false
  const line = { productId: product, qty: '2', unitPrice: '100.00' }

  const running = (async () => {
    for (let n = 0; !stopped; n += 1) {
      const ask = (what: string, path: string, body: object) =>
        insist(at, token, (api) => api.post(path, body, `${name}-${n}-${what}`))
      const draft = await ask('draft', '/sales/documents', { contractorId: contractor, lines: [line] })
      const { body } = await ask('issue', `/sales/documents/${Number(draft.body['id'])}/issue`, {})
      const invoice = {
        id: Number(body['id']),
        number: String(body['number']),
        grossMinor: Number(body['grossMinor']),
        mailed: false,
      }
      acknowledged.push(invoice)
      await ask('mail', `/sales/documents/${invoice.id}/mailings`, { to: `${name}-${n}@klient.example` })
      invoice.mailed = true
    }
  })()

  // Whoever waits for the end is told; until then nobody listens.
  running.catch(() => {})

  return {
    acknowledged,
    async stop() {
      stopped = true
      await running
    },
  }
}

/** Milliseconds a server may take to come back, on a busy machine. */
const PATIENCE = 120_000

async function insist(at: () => string, token: string, ask: (api: Api) => Promise<Answered>): Promise<Answered> {
  for (const until = performance.now() + PATIENCE; performance.now() < until;) {
    // A refused or broken connection is what a dead server looks like from here.
    const answered = await ask(apiOf(at(), token)).catch(() => null)
    if (answered && answered.status < 300) return answered
    const again = answered === null || answered.status >= 500 || answered.status === 429 || answered.status === 409
    if (!again) throw new Error(`refused: ${answered.status} ${JSON.stringify(answered.body)}`)
    await sleep(30)
  }
  throw new Error('the server never answered')
}
