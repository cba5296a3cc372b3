import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { recordId, withId } from '../http/params.js'
import { may } from '../permissions.js'
import type { Routes } from '../plugin/routes.js'
import { errandView, listErrands, STATES, type ErrandView } from './list-errands.js'
import { resolveErrand } from './resolve-errand.js'

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
        extras: () => ({
          tabs: tabsOf(ctx, query.state),
          rows: list.items.map((item) => rowOf(ctx, item)),
          state: query.state ?? null,
        }),
      })
    },
  )

  app.post(
    '/:id/resolution',
    { schema: { params: withId, body: resolution }, config },
    async ({ ctx, params, body }, reply) => {
      await resolveErrand(ctx, params.id, body.outcome)
      return reply.saved({ id: params.id }, '/errands?state=uncertain')
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
    label: ctx.t(`core.errands.resolve.${outcome}`),
    href: `/errands/${id}/resolution`,
    post: true,
    hidden: [{ name: 'outcome', value: outcome }],
    look,
    ask: null,
    key: null,
    icon: null,
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

const TONES: Readonly<Record<string, string>> = { done: 'ok', uncertain: 'warn', failed: 'bad', pending: 'info' }
