import type { Ctx } from '../../ctx.js'
import type { ListQuery } from '../../lists/read-query.js'
import { startJob } from '../../jobs/start-job.js'
import type { OpenTo, Permission } from '../../plugin/permissions.js'
import { exportJob } from './export-job.js'
import { EXPORTS } from './export-row.js'
import { freeze } from './frozen-query.js'

interface Begun {
  /** The list's, in the asker's language. */
  readonly name: string
  /** What the file will be called. */
  readonly file: string
  /** The one that the list's address wants. */
  readonly permission: Permission | OpenTo | undefined
}

/** Exports of one person that are under way at once, at most looked at. */
const MOST = 20

/**
 * Begins to write a workbook of a list's address beside other requests. Answers the id of the run; that of the same file
 * where it is being written already, so that a page loaded again does not begin another.
 */
export async function startExport(ctx: Ctx, query: ListQuery, { name, file, permission }: Begun): Promise<number> {
  const asked = JSON.stringify(await freeze(ctx, query, { name, permission }))
  const mine = { list: query.list.id, operator_id: ctx.operator?.id ?? 0 }
  const running: { asked: string; job_run_id: number | null }[] = await ctx
    .db(EXPORTS)
    .where(mine)
    .whereNull('ended_at')
    .orderBy('id', 'desc')
    .limit(MOST)
    .select('asked', 'job_run_id')
  const same = running.find((one) => one.asked === asked)
  if (same?.job_run_id) return same.job_run_id

  const [made] = await ctx.db(EXPORTS).insert({ ...mine, asked, file_name: file, created_at: ctx.now() })
  const id = Number(made)
  const label = ctx.t('core.export.label', { list: name })
  const runId = await startJob(ctx, exportJob, { exportId: id }, { label })
  await ctx.db(EXPORTS).where({ id }).update({ job_run_id: runId })
  return runId
}
