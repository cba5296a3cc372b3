import type { Ctx } from '../ctx.js'
import { labelsOf } from '../entity/labels.js'
import { editable, seen } from '../entity/seen.js'
import { together } from '../entity/together.js'
import { attachment, type Attachment } from '../files/attachment.js'
import { isPreviewable } from '../files/download.js'
import { operator } from '../operators/operator.js'
import { caseEntity } from './case.js'
import {
  fileKindOf,
  filesOfCase,
  kindsWithFiles,
  type EventKind,
  type FileKind,
  type FilesAsked,
} from './case-files.js'
import { event } from './event.js'
import { eventTypeOf } from './event-types.js'
import type { Event } from './models/event.js'

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
  /** Where a browser shows it; null for what it could not show safely. */
  readonly preview: string | null
  readonly eventHref: string
  readonly version: number
  readonly sound: boolean
  readonly kind: FileKind
  /** Which way it went, by the kind of its event; null when that says nothing. */
  readonly direction: 'in' | 'out' | null
}

/** Files of an event, in the order they came. */
export async function attachmentsOfEvent(ctx: Ctx, { id, type }: Event): Promise<readonly AttachmentView[]> {
  const rows = await seen(ctx, attachment).where({ event_id: id }).orderBy('id')
  return attachmentViews(ctx, rows, [{ id, type }])
}

/** Files of all events of a case the reader may see, newest first. */
export async function attachmentsOfCase(
  ctx: Ctx,
  caseId: number,
  asked: FilesAsked = {},
): Promise<readonly AttachmentView[]> {
  const { files, kinds } = await together(ctx, {
    files: await filesOfCase(ctx, caseId, asked),
    kinds: kindsWithFiles(ctx, caseId),
  })
  return attachmentViews(ctx, files, kinds)
}

/** Whether the reader may add files to an event. */
export async function mayAttach(ctx: Ctx, row: Event): Promise<boolean> {
  return editable(ctx, event, row)
}

/** Whether he may change the case. */
export async function mayChangeCase(ctx: Ctx, row: { readonly id: number }): Promise<boolean> {
  return editable(ctx, caseEntity, row)
}

/**
 * Rows of files with the names of those who added them, and the way the kinds of their events say. Rows must come from
 * `seen`.
 */
export async function attachmentViews(
  ctx: Ctx,
  rows: readonly Attachment[],
  kinds: readonly EventKind[],
): Promise<readonly AttachmentView[]> {
  const makers = [...new Set(rows.map(({ createdBy }) => createdBy).filter((id) => id !== null))]
  const nameOf = await labelsOf(ctx, operator, makers)
  const wayOf = new Map<number, 'in' | 'out' | null>()
  for (const { id, type } of kinds) wayOf.set(id, (await eventTypeOf(ctx, type))?.direction ?? null)

  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    icon: iconOf(row.mediaType),
    size: Number(row.size),
    mediaType: row.mediaType,
    at: row.createdAt,
    by: nameOf.get(row.createdBy ?? 0) ?? '',
    href: `/attachments/${row.id}/content`,
    preview: isPreviewable(row.mediaType) ? `/attachments/${row.id}/preview` : null,
    eventHref: `/events/${row.eventId}`,
    version: row.version,
    sound: row.mediaType.startsWith('audio/'),
    kind: fileKindOf(row.mediaType),
    direction: wayOf.get(row.eventId) ?? null,
  }))
}

function iconOf(mediaType: string): string {
  if (mediaType.startsWith('image/')) return 'photo'
  if (mediaType.startsWith('audio/')) return 'music'
  if (mediaType === 'message/rfc822') return 'mail'
  return mediaType === 'application/pdf' || mediaType.startsWith('text/') ? 'file-text' : 'file'
}
