import type { Ctx } from '../ctx.js'
import type { JobTold } from '../plugin/jobs.js'
import type { JobView } from './read-run.js'

/** Milliseconds of a second; elapsed times are shown in minutes and seconds. */
const SECOND = 1000

/** What the progress card shows beside the run itself. */
export interface JobCard {
  readonly name: string
  readonly stateLabel: string
  readonly tone: string
  readonly over: boolean
  /** „1 204 z 5 000”, or how many so far. */
  readonly pieces: string
  readonly elapsed: string | null
  readonly told: JobTold | null
  /** Another one each time, so that a morphed card asks again. */
  readonly tick: string
}

/** The run in the words of whoever looks at it. */
export async function jobCard(ctx: Ctx, run: JobView): Promise<JobCard> {
  const { job, state, done, total, result, startedAt, endedAt } = run
  const over = ['done', 'failed', 'cancelled'].includes(state)
  const now = ctx.now()
  const { format: figure } = new Intl.NumberFormat(ctx.locale, { useGrouping: 'always' })
  return {
    name: ctx.t(`job.${job}`),
    stateLabel: ctx.t(run.cancelAsked && !over ? 'core.jobs.cancelling' : `core.jobs.state.${state}`),
    tone: TONES[state],
    over,
    pieces:
      total === null
        ? ctx.t('core.jobs.so-far', { count: done })
        : ctx.t('core.jobs.of', { done: figure(done), total: figure(total) }),
    elapsed: startedAt === null ? null : elapsed(ctx, startedAt, endedAt ?? now),
    told: (result && (await ctx.registry.jobs.get(job)?.tell?.(ctx, { runId: run.id, result }))) ?? null,
    tick: `${done}-${now.replace(/\D/g, '')}`,
  }
}

const TONES: Readonly<Record<JobView['state'], string>> = {
  waiting: 'muted',
  running: 'info',
  done: 'ok',
  failed: 'bad',
  cancelled: 'warn',
}

function elapsed(ctx: Ctx, from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / SECOND))
  return ctx.t('core.jobs.elapsed', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
}
