import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { idAnswer } from '../http/answers.js'
import { recordId, withId } from '../http/params.js'
import { may } from '../permissions.js'
import type { Routes } from '../plugin/routes.js'
import { errandView, listErrands, STATES, type ErrandView } from './list-errands.js'
import { listStopped, stoppedView, type StoppedView } from './list-stopped.js'
import { resolveErrand } from './resolve-errand.js'
import { retryAnnouncement, retryOutcome, retryRun } from './retry-stopped.js'

const asked = Type.Object({
  state: Type.Optional(Type.Union(STATES.map((state) => Type.Literal(state)))),
  before: Type.Optional(recordId),
})
const answered = Type.Object({
  items: Type.Array(errandView, { maxItems: 50 }),
  next: Type.Union([recordId, Type.Null()]),
})
const resolution = Type.Object({
  outcome: Type.Union([Type.Literal('done'), Type.Literal('again'), Type.Literal('failed')]),
})

/** What was to be done out in the world, how it went, and what only a person can say. */
export const errands: Routes = (app) => {
  const config = { permission: may.readLogs }

  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: answered } }, config },
    async ({ ctx, query }, reply) => {
      const list = await listErrands(ctx, query)
      return reply.page('core/errands', list, {
        title: ctx.t('core.errands'),
        extras: async () => ({
          tabs: tabsOf(ctx, query.state),
          rows: list.items.map((item) => rowOf(ctx, item)),
          state: query.state ?? null,
          stopped: query.before === undefined ? stoppedRows(ctx, await listStopped(ctx)) : [],
        }),
      })
    },
  )

  app.post(
    '/:id/resolution',
    { schema: { params: withId, body: resolution, response: { 200: idAnswer } }, config },
    async ({ ctx, params, body }, reply) => {
      await resolveErrand(ctx, params.id, body.outcome)
      return reply.saved({ id: params.id }, '/errands?state=uncertain')
    },
  )

  app.get(
    '/stopped',
    { schema: { response: { 200: stoppedView } }, config: { ...config, door: 'api' } },
    async ({ ctx }, reply) => reply.page('', await listStopped(ctx), { title: ctx.t('core.errands.stopped') }),
  )
  app.post(
    '/deliveries/:id/retry',
    { schema: { params: withId, response: { 200: idAnswer } }, config },
    async ({ ctx, params }, reply) => {
      await retryAnnouncement(ctx, params.id)
      return reply.saved({ id: params.id }, '/errands')
    },
  )
  app.post(
    '/outcomes/:id/retry',
    { schema: { params: withId, response: { 200: idAnswer } }, config },
    async ({ ctx, params }, reply) => {
      await retryOutcome(ctx, params.id)
      return reply.saved({ id: params.id }, '/errands')
    },
  )
  app.post(
    '/runs/:id/retry',
    { schema: { params: withId, response: { 200: idAnswer } }, config },
    async ({ ctx, params }, reply) => {
      await retryRun(ctx, params.id)
      return reply.saved({ id: params.id }, '/errands')
    },
  )
}

function tabsOf(ctx: Ctx, current: string | undefined): object[] {
  const tab = (state: string | undefined, href: string) => ({
    label: ctx.t(state === undefined ? 'core.errands.all' : `core.errands.state.${state}`),
    href,
    current: state === current,
    count: null,
  })
  return [
    tab(undefined, '/errands'),
    ...['uncertain', 'failed', 'pending', 'done'].map((state) => tab(state, `/errands?state=${state}`)),
  ]
}

function rowOf(ctx: Ctx, { id, errand, state, tries, reason, createdAt }: ErrandView): object {
  const uncertain = state === 'uncertain'
  const action = (outcome: string, look: string | null) => ({
    ...button(ctx.t(`core.errands.resolve.${outcome}`), `/errands/${id}/resolution`),
    hidden: [{ name: 'outcome', value: outcome }],
    look,
  })

  return {
    id,
    createdAt,
    tries,
    reason,
    name: ctx.t(`errand.${errand}`),
    state: ctx.t(`core.errands.state.${state}`),
    tone: TONES[state] ?? 'muted',
    actions: uncertain ? [action('done', 'primary'), action('again', null), action('failed', 'quiet')] : [],
  }
}

/** All kinds in one table, the newest first. */
function stoppedRows(ctx: Ctx, { announcements, outcomes, runs }: StoppedView): object[] {
  const again = (href: string) => button(ctx.t('core.errands.retry'), href)
  const rows = [
    ...announcements.map(({ id, hook, ...row }) => ({
      ...row,
      anchor: `delivery-${id}`,
      what: hook,
      again: again(`/errands/deliveries/${id}/retry`),
    })),
    ...outcomes.map(({ id, errand, state, ...row }) => ({
      ...row,
      anchor: `outcome-${id}`,
      what: ctx.t('core.errands.outcome-of', { errand: ctx.t(`errand.${errand}`), id: String(id) }),
      listener: errand,
      reason: ctx.t('core.errands.outcome-untold', { state: ctx.t(`core.errands.state.${state}`) }),
      again: again(`/errands/outcomes/${id}/retry`),
    })),
    ...runs.map(({ id, schedule, due, ...row }) => ({
      ...row,
      anchor: `run-${id}`,
      what: ctx.t('core.errands.run-of', { due: due.replace('T', ' ') }),
      listener: schedule,
      again: again(`/errands/runs/${id}/retry`),
    })),
  ]
  return rows.toSorted((a, b) => (a.stoppedAt < b.stoppedAt ? 1 : a.stoppedAt > b.stoppedAt ? -1 : 0))
}

function button(label: string, href: string) {
  return {
    label,
    href,
    post: true,
    hidden: [] as object[],
    look: null as string | null,
    ask: null,
    key: null,
    icon: null,
  }
}

const TONES: Readonly<Record<string, string>> = { done: 'ok', uncertain: 'warn', failed: 'bad', pending: 'info' }
