import { type Static, Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { recordId } from '../http/params.js'
import { may } from '../permissions.js'
import { refuseFields } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { isRealDay } from '../time/day.js'
import { instantOf } from '../time/instant.js'
import { freeSlots } from './free-slots.js'
import { minutesOf, slotWarning } from './slot-view.js'

const clock = Type.String({ maxLength: 5, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const empty = Type.Literal('')
const asked = Type.Object({
  /** Whose time; one's own unless said. */
  operator: Type.Optional(recordId),
  day: Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  from: clock,
  to: Type.Optional(Type.Union([clock, empty])),
  minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })),
  type: Type.Optional(Type.String({ maxLength: 40 })),
  except: Type.Optional(recordId),
})
const instant = Type.String({ maxLength: 24 })
const answered = Type.Object({
  reason: Type.Union([Type.Literal('busy'), Type.Literal('off'), Type.Literal('past'), Type.Null()]),
  slots: Type.Array(Type.Object({ from: instant, to: instant }), { maxItems: 3 }),
})

/** `GET /free-slots`: whether somebody is free at a time of the firm's clocks, and when he is next; to a form, its warning. */
export const freeSlotsRoutes: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: answered } }, config: { permission: may.editEvents } },
    async ({ ctx, query }, reply) => {
      if (!isRealDay(query.day)) throw refuseFields([{ path: 'day', code: 'core.bad-day' }])
      const title = ctx.t('core.slots')
      if (ctx.origin === 'api') return reply.page('', await found(ctx, query), { title })
      const { day, from, to, type, except, operator } = query
      const warning = await slotWarning(ctx, { operator, day, from, to: to === '' ? undefined : to, type, except })
      return reply.page('core/free-slots', { warning }, { title })
    },
  )
}

async function found(ctx: Ctx, { operator, day, from, to, minutes, type, except }: Static<typeof asked>) {
  const typed = { day, from, to: to === '' ? undefined : to, type }
  return freeSlots(ctx, {
    operatorId: operator ?? ctx.operator?.id ?? 0,
    requested: instantOf(`${day}T${from}`, ctx.zone),
    minutes: minutes ?? (await minutesOf(ctx, typed)),
    ...(except && { except }),
  })
}
