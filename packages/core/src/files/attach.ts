import { event } from '../cases/event.js'
import type { Ctx } from '../ctx.js'
import { create } from '../entity/create.js'
import { mustEdit, seenOne } from '../entity/seen.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import { attachment, type Attachment } from './attachment.js'
import { Blob } from './blob.js'
import { fileName } from './file-name.js'
import { HEAD_BYTES, mediaTypeOf } from './media-type.js'

/** A file that is already stored under its content; the name is its sender's. */
export interface StoredFile {
  readonly name: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** The record whose paper a file is; its entity has `papers`. */
export interface PaperOf {
  readonly entity: Entity
  readonly id: number
}

/**
 * Adds a stored file to an event one may edit. Its media type is that of the content. `of`: the record whose paper it is;
 * the file is then seen by none but who may read that record as well as the event. Throws 422 `core.file-empty`.
 */
export async function attach(ctx: Ctx, eventId: number, file: StoredFile, of?: PaperOf): Promise<Attachment> {
  if (of && !of.entity.papers) throw new Error(`${of.entity.id} has no papers: say so where it is described`)
  const found = await seenOne(ctx, event, eventId)
  await mustEdit(ctx, event, found)
  if (file.size === 0) throw new Refusal('core.file-empty')

  return create(ctx, attachment, {
    eventId,
    name: fileName(file.name),
    mediaType: await mediaTypeOf(await headOf(ctx, file.sha256)),
    size: String(file.size),
    blobId: String(await keptBlob(ctx, file)),
    ...(of && { entity: of.entity.id, recordId: String(of.id) }),
  })
}

async function headOf(ctx: Ctx, sha256: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of ctx.files.stream(sha256)) {
    // A stream without an encoding gives bytes.
    const bytes = part as unknown as Uint8Array
    parts.push(bytes)
    size += bytes.byteLength
    if (size >= HEAD_BYTES) break
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES)
}

/** The row of these bytes, made when nobody had them; its instant keeps the sweep away from what was just given. */
async function keptBlob(ctx: Ctx, { sha256, size }: StoredFile): Promise<number> {
  const known = await Blob.query(ctx.db).findOne({ sha256 })
  if (known === undefined) return (await Blob.query(ctx.db).insert({ sha256, size, keptAt: ctx.now() })).id
  await Blob.query(ctx.db).findById(known.id).patch({ keptAt: ctx.now() })

  return known.id
}
