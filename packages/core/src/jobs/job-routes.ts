import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { recordId, withId } from '../http/params.js'
import type { Routes } from '../plugin/routes.js'
import { cancelJob } from './cancel-job.js'
import { jobCard } from './job-card.js'
import { jobsView, jobView, listRuns, readRun, type JobView } from './read-run.js'

const asked = Type.Object({ before: Type.Optional(recordId) })

/** One's own long work: how far it is, and how it ended. */
export const jobRoutes: Routes = (app) => {
  const config = { permission: 'signed-in' } as const
  const response = { 200: jobView }

  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: jobsView } }, config },
    async ({ ctx, query }, reply) => {
      const list = await listRuns(ctx, query.before)
      return reply.page('core/jobs', list, {
        title: ctx.t('core.jobs'),
        extras: async () => ({ rows: await Promise.all(list.items.map((run) => shown(ctx, run))) }),
      })
    },
  )
  app.get('/:id', { schema: { params: withId, response }, config }, async ({ ctx, params }, reply) => {
    const run = await readRun(ctx, params.id)
    return reply.page('core/job-page', run, {
      title: run.label,
      crumbs: [{ label: ctx.t('core.jobs'), href: '/jobs' }],
      extras: () => jobCard(ctx, run),
    })
  })
  app.get(
    '/:id/progress',
    { schema: { params: withId }, config: { ...config, door: 'page' } },
    async ({ ctx, params }, reply) => {
      const run = await readRun(ctx, params.id)
      return reply.page('core/job-card', run, { title: run.label, extras: () => jobCard(ctx, run) })
    },
  )
  app.post('/:id/cancellation', { schema: { params: withId, response }, config }, async ({ ctx, params }, reply) => {
    await cancelJob(ctx, params.id)
    return reply.saved(await readRun(ctx, params.id), `/jobs/${params.id}`)
  })
}

async function shown(ctx: Ctx, run: JobView): Promise<object> {
  return { ...run, ...(await jobCard(ctx, run)) }
}
