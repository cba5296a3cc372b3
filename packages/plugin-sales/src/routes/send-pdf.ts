import { seenOne, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import type { DocumentInput } from '../inputs.js'
import { DocumentFile } from '../models/document-file.js'
import type { SalesDocument } from '../models/sales-document.js'
import { previewDocument } from '../services/preview-document.js'
import { fileName, renderDocument } from '../services/render-document.js'

interface Headers {
  header(name: string, value: string): unknown
}

/** Chromium's viewer does not open a sandboxed PDF; this forbids everything but the viewer. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"

/**
 * The kept PDF of an issued document; of a draft a fresh one that says it is a draft. An invoice issued a moment ago, whose
 * listener has not kept its PDF yet, is rendered as the listener will: the same content and template give the same bytes.
 */
export async function sendPdf(ctx: Ctx, reply: Headers, id: number): Promise<Buffer> {
  const document = await seenOne(ctx, salesDocument, id)
  return shown(reply, fileName(ctx, document), await bytesOf(ctx, document))
}

/** A draft as it is written just now, to be looked at: see `previewDocument`. */
export async function sendPreview(
  ctx: Ctx,
  reply: Headers,
  { id, body }: { readonly id: number | null; readonly body: DocumentInput },
): Promise<Buffer> {
  return shown(reply, `${ctx.t('sales.document.preview-file')}.pdf`, await previewDocument(ctx, id, body))
}

function shown(reply: Headers, name: string, bytes: Uint8Array): Buffer {
  reply.header('content-type', 'application/pdf')
  reply.header('content-disposition', `inline; filename="${asciiOf(name)}"`)
  reply.header('x-content-type-options', 'nosniff')
  reply.header('content-security-policy', POLICY)
  reply.header('cache-control', 'private, no-store')
  return Buffer.from(bytes)
}

async function bytesOf(ctx: Ctx, document: SalesDocument): Promise<Uint8Array> {
  const kept = await DocumentFile.original(ctx, document.id)
  return kept ? ctx.files.read(kept.sha256) : (await renderDocument(ctx, document)).pdf
}

function asciiOf(name: string): string {
  return name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '_')
}
