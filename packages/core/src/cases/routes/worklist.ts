import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { present } from '../../entity/present.js'
import { recordSchema } from '../../entity/schemas.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { localDay } from '../../time/instant.js'
import { cardsOf } from '../cards.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { completeEvent } from '../services/complete-event.js'
import { GROUPS, worklistOf, type WorkGroup, type WorklistAsked } from '../worklist.js'

const asked = Type.Object({
  group: Type.Optional(Type.Union(GROUPS.map((key) => Type.Literal(key)))),
  after: Type.Optional(Type.String({ maxLength: 60 })),
})
const answered = Type.Object({
  groups: Type.Array(
    Type.Object({
      key: Type.Union(GROUPS.map((key) => Type.Literal(key))),
      /** Counted as far as a thousand; `over` when there are more. */
      count: Type.Integer({ minimum: 0, maximum: 1000 }),
      over: Type.Boolean(),
      items: Type.Array(recordSchema(event), { maxItems: 50 }),
      next: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
    }),
    { maxItems: GROUPS.length },
  ),
})

const listed: object = { 200: answered }

/** What the reader has to do: his open events, the late ones first. */
export const worklist: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked, response: listed }, config: { permission: may.readEvents } },
    async ({ ctx, query }, reply) => {
      const groups = await worklistOf(ctx, query)
      return ctx.origin === 'api' ? answer(ctx, reply, groups) : show(ctx, reply, { groups, asked: query })
    },
  )

  // A tick on the list itself: it took as long as its type says, until now. Who knows better opens the event.
  app.post(
    '/:id/completion',
    {
      schema: { params: withId },
      config: { permission: may.editEvents, door: 'page', again: refusedTick },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const done = await completeEvent(ctx, params.id, {})
      if (request.headers['hx-request'] !== 'true') return reply.saved({ id: done.id }, '/worklist')
      return show(ctx, reply, { groups: await worklistOf(ctx), done })
    },
  )
}

async function answer(ctx: Ctx, reply: FastifyReply, groups: readonly WorkGroup[]): Promise<unknown> {
  const records = await present(
    ctx,
    event,
    groups.flatMap(({ rows }) => rows),
    { attributes: true },
  )
  const byId = new Map(records.map((record) => [record.id, record]))
  const said = groups.map(({ rows, ...group }) => ({ ...group, items: rows.map(({ id }) => byId.get(id)) }))
  return reply.page('', { groups: said }, { title: ctx.t('core.worklist') })
}

interface Shown {
  readonly groups: readonly WorkGroup[]
  readonly asked?: WorklistAsked
  /** What was ticked a moment ago. */
  readonly done?: Event
  readonly refused?: RefusedForm
}

async function show(
  ctx: Ctx,
  reply: FastifyReply,
  { groups, asked: { group, after } = {}, done, refused }: Shown,
): Promise<unknown> {
  const { events } = await cardsOf(ctx, { events: groups.flatMap(({ rows }) => rows) })
  const cardOf = new Map(
    events.map((card) => [card.id, { ...card, today: localDay(card.at, ctx.zone) === ctx.today() }]),
  )
  const address = new URLSearchParams({ ...(group && { group }), ...(after && { after }) }).toString()

  return reply.page(
    'core/worklist',
    {},
    {
      title: ctx.t('core.worklist'),
      crumbs: [{ label: ctx.t('core.worklist') }],
      ...(refused && { status: refused.status }),
      extras: () => ({
        live: `core.worklist:${ctx.operator?.id ?? 0}`,
        here: address === '' ? '/worklist' : `/worklist?${address}`,
        alone: group ?? null,
        refused: refused ?? null,
        done: done
          ? { id: done.id, subject: done.subject, next: `/events/new?${nextOf(done)}`, href: `/events/${done.id}` }
          : null,
        groups: groups.map(({ key, count, over, rows, next }) => ({
          key,
          label: ctx.t(`core.worklist.${key}`),
          count: over ? ctx.t('core.home.over', { count }) : String(count),
          late: key === 'overdue',
          events: rows.flatMap(({ id }) => cardOf.get(id) ?? []),
          more: next === null ? null : `/worklist?${new URLSearchParams({ group: key, after: next }).toString()}`,
        })),
      }),
    },
  )
}

function nextOf({ caseId, contractorId }: Event): string {
  return `${caseId === null ? `contractor=${contractorId}` : `case=${caseId}`}`
}

const refusedTick = async ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm): Promise<unknown> =>
  show(ctx, reply, { groups: await worklistOf(ctx), refused })
