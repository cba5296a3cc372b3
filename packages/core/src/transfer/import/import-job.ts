import { setImmediate as nextTurn } from 'node:timers/promises'
import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { insertMany } from '../../db/bulk.js'
import { withinChangeSet } from '../../entity/change-set.js'
import { job, type JobStepped } from '../../plugin/jobs.js'
import { indexTogether } from '../../search/index-together.js'
import { stagedRows } from '../reading/stage-file.js'
import type { SheetRow } from '../reading/sheet.js'
import { batchPlan, type BatchPlan } from './batch-plan.js'
import { IMPORTS, importRow, KEYS, noCounts, REFUSALS, type Counts, type ImportRow, type Phase } from './import-row.js'
import { prepareRows } from './prepare-rows.js'
import type { RowProblem } from './row-reason.js'
import { takeRow } from './take-row.js'

const payload = Type.Object({
  importId: Type.Integer({ minimum: 1 }),
  phase: Type.Union([Type.Literal('rehearsal'), Type.Literal('run')]),
})

/** Where the next row begins in the staged file, and what those before came to. */
interface Place {
  readonly byte: number
  readonly counts: Counts
}

/** Rows that are read and looked up together. */
const BATCH = 25
/** Milliseconds after which a step ends, so that nobody waits long for the database. */
const STEP_MS = 300

/**
 * Takes the rows of a file one after the other. A step is a transaction that keeps with its rows how far it got, so a run
 * that was killed goes on after the last one and takes none twice; each row is a transaction of its own within it.
 */
export const importJob = job<typeof payload, Place>('core.import', {
  payload,
  origin: 'import',
  async step(ctx, { payload: { importId, phase }, at, done }) {
    const row = await importRow(ctx, importId)
    const from = at ?? { byte: await afterHeadings(ctx, row), counts: noCounts }
    const { place, rows, over } =
      row.change_set_id === null
        ? await indexTogether(ctx, () => takeSome(ctx, row, phase, from))
        : await withinChangeSet(ctx, row.change_set_id, (inner) =>
            indexTogether(inner, () => takeSome(inner, row, phase, from)),
          )
    const stepped: JobStepped<Place> = { at: place, done: done + rows, total: row.row_count ?? 0 }
    await noteProgress(ctx, row, phase, place.counts, over)
    return over ? { ...stepped, at: null, finished: { importId, phase, counts: place.counts } } : stepped
  },
  async ended(ctx, { payload: { importId, phase }, state }) {
    await ctx.db(KEYS).where({ import_id: importId }).delete()
    if (state === 'done') return
    // What a run has taken stays, and can be undone; a rehearsal can be begun again.
    const now = phase === 'rehearsal' ? 'ready' : state === 'cancelled' ? 'done' : 'failed'
    await ctx.db(IMPORTS).where({ id: importId }).update({ state: now, ended_at: ctx.now() })
  },
  tell(ctx, { result }) {
    const { importId, counts } = result as { importId: number; counts: Counts }
    return {
      text: ctx.t('core.import.told', { ...counts }),
      href: `/imports/${importId}`,
      label: ctx.t('core.import.see'),
    }
  },
})

async function takeSome(ctx: Ctx, row: ImportRow, phase: Phase, from: Place) {
  const plan = await batchPlan(ctx, row)
  const until = performance.now() + STEP_MS
  let place = from
  let rows = 0
  let batch: SheetRow[] = []
  const take = async (byte: number) => {
    place = { byte, counts: await takeBatch(ctx, plan, { importId: row.id, phase }, batch, place.counts) }
    rows += batch.length
    batch = []
  }
  let last = from.byte
  for await (const { row: read, next } of stagedRows(ctx.files.place(row.staged ?? ''), from.byte)) {
    batch.push(read)
    last = next
    if (batch.length < BATCH) continue
    await take(next)
    if (performance.now() >= until) return { place, rows, over: false }
  }
  await take(last)
  return { place, rows, over: true }
}

async function takeBatch(
  ctx: Ctx,
  plan: BatchPlan,
  about: { readonly importId: number; readonly phase: Phase },
  batch: readonly SheetRow[],
  before: Counts,
): Promise<Counts> {
  const counts = { ...before }
  const refused: { line: number; problems: readonly RowProblem[] }[] = []
  for (const prepared of await prepareRows(ctx, plan, about, batch)) {
    const taken = await takeRow(ctx, plan.importable, prepared, about.phase)
    counts[taken.as] += 1
    if (taken.as === 'refused') refused.push({ line: prepared.line, problems: taken.problems })
    // The embedded database answers at once: without this nobody else would be heard until the step is over.
    await nextTurn()
  }
  await insertMany(
    ctx.db,
    REFUSALS,
    refused.map(({ line, problems }) => ({
      import_id: about.importId,
      phase: about.phase,
      line,
      reason: problems[0]?.reason ?? 'bad-value',
      problems: JSON.stringify(problems.slice(0, MOST_PROBLEMS)),
    })),
  )
  return counts
}

/** Of one row; a person mends these and sees the rest then. */
const MOST_PROBLEMS = 20

async function noteProgress(ctx: Ctx, { id }: ImportRow, phase: Phase, counts: Counts, over: boolean): Promise<void> {
  const said = JSON.stringify(counts)
  const ended = { state: phase === 'run' ? 'done' : 'rehearsed', ended_at: ctx.now() }
  await ctx
    .db(IMPORTS)
    .where({ id })
    .update({ [phase === 'run' ? 'counts' : 'rehearsed']: said, ...(over && ended) })
}

/** The first row is that of the headings. */
async function afterHeadings(ctx: Ctx, { staged }: ImportRow): Promise<number> {
  for await (const { next } of stagedRows(ctx.files.place(staged ?? ''), 0)) return next
  return 0
}
