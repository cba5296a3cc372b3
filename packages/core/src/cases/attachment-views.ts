import type { Ctx } from '../ctx.js'
import { labelsOf } from '../entity/labels.js'
import { editable, seen } from '../entity/seen.js'
import { rowsOf, together, type Question } from '../entity/together.js'
import { attachment, type Attachment } from '../files/attachment.js'
import { operator } from '../operators/operator.js'
import { caseEntity } from './case.js'
import { event } from './event.js'
import { Event } from './models/event.js'

/** Files of a case that are shown. */
const MOST = 200

/** A file as lists of files show it. */
export interface AttachmentView {
  readonly id: number
  readonly name: string
  readonly icon: string
  /** Bytes. */
  readonly size: number
  readonly mediaType: string
  /** UTC instant. */
  readonly at: string
  readonly by: string
  readonly href: string
  readonly eventHref: string
  readonly version: number
  readonly sound: boolean
}

/** Files of an event, in the order they came. */
export async function attachmentsOfEvent(ctx: Ctx, eventId: number): Promise<readonly AttachmentView[]> {
  return attachmentViews(ctx, await seen(ctx, attachment).where({ event_id: eventId }).orderBy('id'))
}

/** Files of all events of a case the reader may see, newest first. */
export async function attachmentsOfCase(ctx: Ctx, caseId: number): Promise<readonly AttachmentView[]> {
  const { files } = await together(ctx, { files: filesOfCase(ctx, caseId) })
  return attachmentViews(ctx, files)
}

/** The same as a question, to be asked together with the rest of a page. */
export function filesOfCase(ctx: Ctx, caseId: number): Question<Attachment> {
  const events = Event.query(ctx.db).where({ case_id: caseId }).select('id')
  return rowsOf(attachment, seen(ctx, attachment).whereIn('event_id', events), ['created_at desc', 'id desc'], MOST)
}

/** Whether the reader may add files to an event. */
export async function mayAttach(ctx: Ctx, row: Event): Promise<boolean> {
  return editable(ctx, event, row)
}

/** Whether he may change the case. */
export async function mayChangeCase(ctx: Ctx, row: { readonly id: number }): Promise<boolean> {
  return editable(ctx, caseEntity, row)
}

/** Rows of files with the names of those who added them. Rows must come from `seen`. */
export async function attachmentViews(ctx: Ctx, rows: readonly Attachment[]): Promise<readonly AttachmentView[]> {
  const makers = [...new Set(rows.map(({ createdBy }) => createdBy).filter((id) => id !== null))]
  const nameOf = await labelsOf(ctx, operator, makers)

  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    icon: iconOf(row.mediaType),
    size: Number(row.size),
    mediaType: row.mediaType,
    at: row.createdAt,
    by: nameOf.get(row.createdBy ?? 0) ?? '',
    href: `/attachments/${row.id}/content`,
    eventHref: `/events/${row.eventId}`,
    version: row.version,
    sound: row.mediaType.startsWith('audio/'),
  }))
}

function iconOf(mediaType: string): string {
  if (mediaType.startsWith('image/')) return 'photo'
  if (mediaType.startsWith('audio/')) return 'music'
  if (mediaType === 'message/rfc822') return 'mail'
  return mediaType === 'application/pdf' || mediaType.startsWith('text/') ? 'file-text' : 'file'
}
