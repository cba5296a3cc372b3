import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../ctx.js'
import { attach, type StoredFile } from './attach.js'
import type { Attachment } from './attachment.js'
import { tooLarge } from './disk-files.js'
import { uploadLimit } from './upload-limit.js'

/** Adds all files that came with a body to an event. 413 `core.too-large` past the firm's own limit. */
export async function attachAll(
  ctx: Ctx,
  eventId: number,
  files: readonly StoredFile[],
): Promise<readonly Attachment[]> {
  if (files.length === 0) return []
  const limit = await uploadLimit(ctx)
  if (files.some(({ size }) => size > limit)) throw tooLarge(limit)
  const made: Attachment[] = []
  for (const file of files) made.push(await attach(ctx, eventId, file))

  return made
}

/** The files the edge stored before the transaction began. */
export function uploaded({ body }: Pick<FastifyRequest, 'body'>): readonly StoredFile[] {
  const { files } = (body ?? {}) as { files?: readonly StoredFile[] }
  return files ?? []
}
