import type { Ctx } from '../../ctx.js'
import { fileName } from '../../files/file-name.js'
import type { UploadedFile } from '../../files/receive-upload.js'
import { Refusal } from '../../plugin/refusal.js'
import { importableOf } from './importable.js'
import { IMPORTS } from './import-row.js'
import { noteRead, readFile, readImport } from './read-import.js'

/** Bytes that are read at once; what is larger is read after the answer. */
const AT_ONCE = 1_000_000

/**
 * Begins an import of a file that was stored: small ones are read at once (`ready`), larger ones later (`reading`). 422 for a
 * file that cannot be read or an entity that is not imported, 403 without the right to edit its records.
 */
export async function createImport(
  ctx: Ctx,
  { entity, file }: { readonly entity: string; readonly file: UploadedFile | undefined },
): Promise<number> {
  await importableOf(ctx, entity)
  if (!ctx.operator) throw new Error('an import belongs to somebody')
  if (!file) throw new Refusal('core.import-no-file', { fields: [{ path: 'file', code: 'core.import-no-file' }] })
  const [made] = await ctx.db(IMPORTS).insert({
    entity,
    file_name: fileName(file.name),
    sha256: file.sha256,
    format: 'csv',
    headings: '[]',
    samples: '[]',
    state: 'reading',
    operator_id: ctx.operator.id,
    created_at: ctx.now(),
  })
  const id = Number(made)
  const { sha256 } = file
  if (file.size <= AT_ONCE) await noteRead(ctx, id, await readFile(ctx.files, sha256))
  else await ctx.send(readImport, { importId: id, sha256 }, { dedupe: `core.import:${id}` })

  return id
}
