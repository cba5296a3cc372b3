import { errandsUnder, Refusal, senderOf, type Ctx, type QueuedErrand } from '@berberis/sdk'
import { mailDocumentErrand } from '../errands.js'
import type { DocumentFile } from '../models/document-file.js'
import { Handing } from '../models/handing.js'
import type { HandingData } from './document-data.js'

/** Sends the mail of a handing, now that its PDF is there; a second time sends nothing. `core.mail-not-configured`. */
export async function sendHanding(ctx: Ctx, handing: Handing, { name, sha256 }: DocumentFile): Promise<void> {
  const { id, address, subject, text } = handing
  const payload = { handingId: id, from: await senderOf(ctx), to: address, subject, text, file: { name, sha256 } }
  await ctx.send(mailDocumentErrand, payload, { dedupe: dedupeOf(handing) })
}

/**
 * The mails that were asked for before the PDF was there; one that cannot leave any more is a failed handing. One whose
 * errand is queued already is not touched: it leaves, and what became of it is told then.
 */
export async function sendWaiting(ctx: Ctx, original: DocumentFile): Promise<void> {
  for (const handing of await waitingFor(ctx, original)) {
    try {
      await sendHanding(ctx, handing, original)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const settled = { state: 'failed' as const, reason: ctx.t(error.code), settledAt: ctx.now() }
      await Handing.query(ctx.db).findById(handing.id).patch(settled)
    }
  }
}

async function waitingFor(ctx: Ctx, { documentId }: DocumentFile): Promise<Handing[]> {
  const asked = await Handing.query(ctx.db).where({ documentId, state: 'queued' })
  const leaving = await errandsUnder(ctx, mailDocumentErrand, asked.map(dedupeOf))
  return asked.filter((handing) => !leaving.has(dedupeOf(handing)))
}

/** Of mails of a document those the mail server refused for now, by the handing: why, and when it is asked again. */
export async function retriesOf(
  ctx: Ctx,
  documentId: number,
  handings: readonly HandingData[],
): Promise<ReadonlyMap<number, NonNullable<QueuedErrand['retry']>>> {
  const names = new Map(
    handings
      .filter(({ state }) => state === 'queued')
      .map(({ id, to: address, attempt }) => [id, dedupeOf({ documentId, address, attempt })]),
  )
  const errands = await errandsUnder(ctx, mailDocumentErrand, [...names.values()])
  return new Map(
    [...names].flatMap(([id, name]) => {
      const retry = errands.get(name)?.retry
      return retry ? [[id, retry] as const] : []
    }),
  )
}

const dedupeOf = ({ documentId, address, attempt }: Pick<Handing, 'documentId' | 'address' | 'attempt'>) =>
  `sales:${documentId}:${address}:${attempt}`
