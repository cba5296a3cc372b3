import type { Ctx } from '@berberis/sdk'
import { DocumentFile } from '../models/document-file.js'

/** Listener of `core.files-in-use`: the PDF of every issued document is needed for ever. */
export async function keptFiles(ctx: Ctx, { sha256 }: { readonly sha256: readonly string[] }): Promise<string[]> {
  const files = await DocumentFile.query(ctx.db).whereIn('sha256', [...sha256])
  return files.map((file) => file.sha256)
}
