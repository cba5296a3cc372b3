import type { FastifyReply } from 'fastify'
import type { Ctx } from '../ctx.js'
import { disposition } from '../http/disposition.js'
import { notFound } from '../plugin/refusal.js'
import type { Attachment } from './attachment.js'
import { Blob } from './blob.js'

/** What a browser may show inside a page; all else is saved. SVG, HTML, XML and mail can run or lie. */
const INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'])

/** Chromium's viewer does not open a sandboxed PDF; its own policy then forbids everything but the viewer. */
const SANDBOX = "sandbox; default-src 'none'"
const PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"

/** Whether a browser may show it: what it shows by itself, and a letter as the text it is. */
export function isPreviewable(mediaType: string): boolean {
  return INLINE.has(mediaType) || mediaType === 'message/rfc822'
}

/** Shows an attachment rather than saving it: a letter as plain text, so nothing in it runs. 404 for what no browser shows safely. */
export async function preview(ctx: Ctx, row: Attachment, reply: FastifyReply): Promise<FastifyReply> {
  if (!isPreviewable(row.mediaType)) throw notFound()
  return sent(ctx, row, reply, row.mediaType === 'message/rfc822' ? 'text/plain' : row.mediaType)
}

/** Sends the bytes of an attachment, byte for byte as they came (reliability §15). */
export async function download(ctx: Ctx, row: Attachment, reply: FastifyReply): Promise<FastifyReply> {
  return sent(ctx, row, reply, row.mediaType)
}

async function sent(ctx: Ctx, row: Attachment, reply: FastifyReply, mediaType: string): Promise<FastifyReply> {
  const blob = await Blob.query(ctx.db).findById(row.blobId).throwIfNotFound()
  const inline = INLINE.has(mediaType)
  const type = mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType

  return reply
    .header('content-type', inline || mediaType.startsWith('audio/') ? type : 'application/octet-stream')
    .header('content-length', blob.size)
    .header('content-disposition', disposition(inline ? 'inline' : 'attachment', row.name))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', mediaType === 'application/pdf' ? PDF : SANDBOX)
    .header('cache-control', 'private, no-store')
    .send(ctx.files.stream(blob.sha256))
}
