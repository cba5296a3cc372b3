import type { Ctx } from '../ctx.js'
import { later } from '../later/clock.js'
import type { Finding } from './finding.js'

/** How long work that is due may wait before somebody should look: an hour, in milliseconds. */
const OVERDUE_MS = 3_600_000
/** Counted at most; more of them say nothing more. */
const MOST = 1000

/** What happens after commit and does not: stopped, in doubt, or due for an hour while nobody takes it. */
export async function laterWork(ctx: Ctx): Promise<readonly Finding[]> {
  const { db } = ctx
  const overdue = later(ctx.now(), -OVERDUE_MS)
  const findings: Finding[] = []
  const look = async (code: string, rows: ReturnType<typeof db>): Promise<void> => {
    const found: unknown[] = await rows.limit(MOST).select('id')
    if (found.length > 0) findings.push({ code, params: { count: found.length } })
  }

  await look('outbox-stopped', db('core_outbox').where({ state: 'stopped' }))
  await look('runs-stopped', db('core_schedule_run').where({ state: 'stopped' }))
  await look('errands-uncertain', db('core_errand').where({ state: 'uncertain' }))
  await look('outcomes-stopped', db('core_errand').where({ owes_told: 2 }))
  await look('outbox-waiting', db('core_outbox').where({ state: 'waiting' }).where('due_at', '<', overdue))
  await look('errands-waiting', db('core_errand').where({ state: 'pending' }).where('due_at', '<', overdue))
  return findings
}
