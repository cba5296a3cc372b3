import { Type } from '@sinclair/typebox'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { daysBetween, isRealDay } from '../time/day.js'
import { workingDays } from '../time/working-days.js'
import { daysOffOf } from './working-time.js'

/** Ten years: longer ranges are a mistake. */
const MOST_DAYS = 3660
const day = Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const answered = Type.Object({
  count: Type.Integer({ minimum: 0, maximum: MOST_DAYS }),
  days: Type.Array(day, { maxItems: MOST_DAYS }),
})

/** `GET /working-days?from=&to=`: the working days of a range, both ends included, the firm's days off left out. */
export const workingDaysRoutes: Routes = (app) => {
  app.get(
    '/',
    {
      schema: { querystring: Type.Object({ from: day, to: day }), response: { 200: answered } },
      config: { permission: 'signed-in', door: 'api' },
    },
    async ({ ctx, query: { from, to } }, reply) => {
      const wrong = Object.entries({ from, to }).filter(([, each]) => !isRealDay(each))
      if (wrong.length > 0) throw refuseFields(wrong.map(([path]) => ({ path, code: 'core.bad-day' })))
      if (from <= to && daysBetween(from, to) >= MOST_DAYS)
        throw new Refusal('core.range-too-long', { params: { max: MOST_DAYS } })
      const days = workingDays(from, to, [...(await daysOffOf(ctx)).keys()])
      return reply.page('', { count: days.length, days }, { title: ctx.t('core.days-off') })
    },
  )
}
