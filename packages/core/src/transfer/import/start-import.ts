import type { Ctx } from '../../ctx.js'
import { openChangeSet } from '../../entity/change-set.js'
import { startJob } from '../../jobs/start-job.js'
import { Refusal } from '../../plugin/refusal.js'
import { importJob } from './import-job.js'
import { IMPORTS, KEYS, noCounts, REFUSALS, type Phase } from './import-row.js'
import { importableOf } from './importable.js'
import { openImport } from './set-import.js'

/**
 * Begins the rehearsal of a file, or takes its rows: both are long work of whoever asks. Answers the id of the run. 422
 * `core.import-not-mapped` before anybody has said how the file is taken.
 */
export async function startImport(ctx: Ctx, id: number, phase: Phase): Promise<number> {
  const row = await openImport(ctx, id)
  await importableOf(ctx, row.entity)
  if (row.settings === null || row.staged === null) throw new Refusal('core.import-not-mapped')

  await ctx.db(REFUSALS).where({ import_id: id, phase }).delete()
  await ctx.db(KEYS).where({ import_id: id }).delete()
  const label = ctx.t(`core.import.label.${phase}`, { file: row.file_name })
  const total = row.row_count ?? 0
  const changeSet = phase === 'run' ? await openChangeSet(ctx, { kind: 'import', label: row.file_name }) : null
  const begun = { label, total, ...(changeSet !== null && { changeSet }) }
  const runId = await startJob(ctx, importJob, { importId: id, phase }, begun)
  await ctx
    .db(IMPORTS)
    .where({ id })
    .update({
      state: phase === 'run' ? 'running' : 'rehearsing',
      job_run_id: runId,
      change_set_id: changeSet,
      [phase === 'run' ? 'counts' : 'rehearsed']: JSON.stringify(noCounts),
    })
  return runId
}
