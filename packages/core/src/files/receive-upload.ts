import type {} from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Files } from '../ctx.js'
import { Refusal } from '../plugin/refusal.js'

/** A part that was a file, already stored under its content. */
export interface UploadedFile {
  /** As its sender called it. */
  readonly name: string
  /** As the sender says; not to be believed. */
  readonly mediaType: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

export interface Received {
  /** The other parts, by name in the order they came. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  readonly files: readonly UploadedFile[]
}

const LIMITS = { files: 12, fields: 1000, fieldSize: 200_000, fieldNameSize: 200, parts: 1012 }

/**
 * Stores the files of a multipart body and reads its other parts; null when the body is of another kind. Called before the
 * transaction begins, so that a slow line holds up nobody. Throws `core.too-large` (413) and `core.file-empty`; an input
 * for files in which nothing was chosen is passed over.
 */
export async function receiveUpload(
  request: FastifyRequest,
  files: Files,
  { maxBytes }: { readonly maxBytes: number },
): Promise<Received | null> {
  if (!request.isMultipart()) return null
  const fields = new Map<string, string[]>()
  const stored: UploadedFile[] = []

  // One byte above the limit is let through, so that `put` sees that it is too much.
  for await (const part of request.parts({ limits: { ...LIMITS, fileSize: maxBytes + 1 } })) {
    if (part.type === 'field') {
      fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), String(part.value)])
      continue
    }
    if (part.filename === undefined || part.filename === '') {
      part.file.resume()
      continue
    }
    if (stored.length === LIMITS.files) throw new Refusal('core.too-many-files', { params: { limit: LIMITS.files } })
    const kept = await files.put(part.file, { maxBytes })
    stored.push({ name: part.filename, mediaType: part.mimetype, ...kept })
  }
  return { fields, files: stored }
}
