import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { recordId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { refuseFields } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { addDays, endOfMonth, isRealDay } from '../../time/day.js'
import { completeness, type Completeness } from './completeness.js'

const day = Type.String({ maxLength: 10 })
const asked = Type.Object({
  /** This one unless said. */
  month: Type.Optional(Type.String({ maxLength: 7, pattern: '^\\d{4}-\\d{2}$' })),
})
const answered = Type.Object({
  month: Type.String({ maxLength: 7 }),
  days: Type.Array(day, { maxItems: 31 }),
  operators: Type.Array(
    Type.Object({
      id: recordId,
      name: Type.String({ maxLength: 200 }),
      /** By `days`; null where nothing is expected. */
      counts: Type.Array(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]), { maxItems: 31 }),
      missing: Type.Array(day, { maxItems: 31 }),
    }),
    { maxItems: 201 },
  ),
  quietCases: Type.Integer({ minimum: 0, maximum: 1000 }),
})

/** `GET /completeness?month=`: on which working days an operator noted nothing, and how many cases are forgotten. */
export const completenessRoutes: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: answered } }, config: { permission: may.readEvents } },
    async ({ ctx, query: { month = ctx.today().slice(0, 7) } }, reply) => {
      const from = `${month}-01`
      if (!isRealDay(from)) throw refuseFields([{ path: 'month', code: 'core.bad-day' }])
      const found = await completeness(ctx, { from, to: endOfMonth(from) })
      const answer = { month, ...found }
      return ctx.origin === 'api'
        ? reply.page('', answer, { title: ctx.t('core.completeness') })
        : (show(ctx, reply, answer) as Promise<never>)
    },
  )
}

async function show(
  ctx: Ctx,
  reply: FastifyReply,
  answer: Completeness & { readonly month: string },
): Promise<unknown> {
  const { month, days, operators } = answer
  const first = `${month}-01`
  const name = new Intl.DateTimeFormat(ctx.locale === 'pl' ? 'pl' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return reply.page('core/completeness', answer, {
    title: ctx.t('core.completeness'),
    crumbs: [{ label: ctx.t('core.completeness') }],
    extras: () => ({
      monthName: name.format(Date.parse(first)),
      back: `/completeness?month=${addDays(first, -1).slice(0, 7)}`,
      forth:
        month < ctx.today().slice(0, 7) ? `/completeness?month=${addDays(endOfMonth(first), 1).slice(0, 7)}` : null,
      heads: days.map((each) => ({ day: each, number: String(Number(each.slice(8))) })),
      rows: operators.map(({ id, name: who, counts, missing }) => ({
        who,
        href: `/calendar?view=month&on=${first}&operator=${id}`,
        missing: missing.length,
        cells: counts.map((n, at) => ({
          n,
          none: n === 0,
          href: `/calendar?view=day&on=${days[at] ?? first}&operator=${id}`,
        })),
      })),
    }),
  })
}
