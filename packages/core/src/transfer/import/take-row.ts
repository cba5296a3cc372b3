import type { Ctx } from '../../ctx.js'
import type { Recorded } from '../../db/model.js'
import { create } from '../../entity/create.js'
import { save } from '../../entity/save.js'
import { Refusal } from '../../plugin/refusal.js'
import type { Counts, Phase } from './import-row.js'
import type { Importable } from './importable.js'
import type { PreparedRow } from './prepare-rows.js'
import { problemsOf, type RowProblem } from './row-reason.js'

/** What became of a row. */
export type Taken =
  | { readonly as: Exclude<keyof Counts, 'refused'> }
  | { readonly as: 'refused'; readonly problems: readonly RowProblem[] }

/**
 * Takes one row: through the same services as a form or a program, with the rights of whoever imports. A refused row leaves
 * nothing behind and holds up no other; in a rehearsal no row leaves anything behind.
 */
export async function takeRow(ctx: Ctx, importable: Importable, row: PreparedRow, phase: Phase): Promise<Taken> {
  if (row.kind === 'refused') return { as: 'refused', problems: row.problems }
  if (row.kind === 'known') return { as: 'unchanged' }
  try {
    return { as: await inItsOwn(ctx, phase === 'run', () => write(ctx, importable, row)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { as: 'refused', problems: problemsOf(error, (path) => nameOf(importable, path)) }
  }
}

async function write(
  ctx: Ctx,
  { entity, create: make, save: change }: Importable,
  row: Extract<PreparedRow, { kind: 'new' | 'existing' }>,
): Promise<'new' | 'changed' | 'unchanged'> {
  if (row.kind === 'new') {
    await (make?.(ctx, row.values) ?? create(ctx, entity, row.values))
    return 'new'
  }
  const { id, version } = row.record
  const values = { ...row.values, version }
  const changed = change
    ? await change(ctx, id, values)
    : ((await save(ctx, entity, id, values)) as unknown as Recorded).version !== version
  return changed ? 'changed' : 'unchanged'
}

/**
 * A row is a transaction within that of its step: one statement that fails, or a rehearsal, is taken back alone. Only what
 * is no refusal ends the step.
 */
async function inItsOwn<T>({ db }: Ctx, kept: boolean, work: () => Promise<T>): Promise<T> {
  await db.raw('savepoint import_row')
  const back = async () => {
    await db.raw('rollback to savepoint import_row')
    await db.raw('release savepoint import_row')
  }
  try {
    const result = await work()
    await (kept ? db.raw('release savepoint import_row') : back())
    return result
  } catch (error) {
    if (error instanceof Refusal) await back()
    throw error
  }
}

/** The field a refusal is about; parts of a list belong to the whole. */
function nameOf({ fields }: Importable, path: string): string | null {
  const wanted = path.replace(/^attributes\./, 'attr.')
  const found = fields.find(({ name, key }) => name === wanted || key === wanted)
  return found?.name ?? (wanted === '' ? null : wanted.slice(0, 100))
}
