import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { errand, type ErrandTools } from '../../plugin/errands.js'
import { Refusal } from '../../plugin/refusal.js'
import { fileHead, stageFile, type FileHead, type Staged } from '../reading/stage-file.js'
import { IMPORTS } from './import-row.js'

/** A file that was read whole. */
export interface ReadFile {
  readonly head: FileHead
  readonly staged: Staged
}

/** Headings, samples and all rows of a stored file. Throws refusals for what cannot be taken. */
export async function readFile(files: ErrandTools['world']['files'], sha256: string): Promise<ReadFile> {
  const path = files.place(sha256)
  const head = await fileHead(path)
  return { head, staged: await stageFile(files, path) }
}

/** Writes down what a file holds; from then on one can say how it is taken. */
export async function noteRead(ctx: Ctx, id: number, { head, staged }: ReadFile): Promise<void> {
  await ctx
    .db(IMPORTS)
    .where({ id, state: 'reading' })
    .update({
      state: 'ready',
      format: head.format,
      encoding: head.encoding,
      separator: head.separator,
      headings: JSON.stringify(head.headings),
      samples: JSON.stringify(head.samples),
      staged: staged.sha256,
      row_count: Math.max(0, staged.rows),
    })
}

const payload = Type.Object({
  importId: Type.Integer({ minimum: 1 }),
  sha256: Type.String({ minLength: 64, maxLength: 64 }),
})

/** Reads a large file, beside all transactions: that may take a minute. */
export const readImport = errand<typeof payload, ReadFile>('core.read-import', payload, {
  async go({ world }, { sha256 }) {
    try {
      return { state: 'done', answer: await readFile(world.files, sha256) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { state: 'refused', reason: error.code, permanent: true }
    }
  },
  async told(ctx, { importId, sha256 }, outcome) {
    if (outcome.state === 'done') {
      // A person who says of an errand that it was done has read nothing.
      return noteRead(ctx, importId, outcome.answer ?? (await readFile(ctx.files, sha256)))
    }
    const reason = outcome.state === 'failed' && outcome.reason.startsWith('core.import-') ? outcome.reason : null
    await ctx
      .db(IMPORTS)
      .where({ id: importId, state: 'reading' })
      .update({ state: 'failed', fault: reason ?? 'core.import-unreadable', ended_at: ctx.now() })
  },
})
