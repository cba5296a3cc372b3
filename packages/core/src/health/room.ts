import { Type } from '@sinclair/typebox'
import { may } from '../permissions.js'
import type { Routes } from '../plugin/routes.js'
import type { Room } from '../rooms.js'
import { askChecks } from './ask-checks.js'
import { quickly } from './examine.js'
import { keyOf } from './finding.js'

const text = (maxLength: number) => Type.String({ maxLength })
const answered = Type.Object({
  sound: Type.Boolean(),
  findings: Type.Array(Type.Object({ code: text(120), message: text(2000) }), { maxItems: 1000 }),
  checks: Type.Array(Type.Object({ plugin: text(40), name: text(100), sound: Type.Boolean() }), { maxItems: 1000 }),
})

/** What is not as it should be, for whoever may read logs; `/health/live` and `/health/ready` tell anybody, and nothing more. */
const health: Routes = (app) => {
  app.get(
    '/',
    { schema: { response: { 200: answered } }, config: { permission: may.readLogs } },
    async ({ ctx }, reply) => {
      const checked = await askChecks(ctx)
      const findings = (await quickly(ctx, checked)).map((finding) => ({
        code: keyOf(finding),
        message: ctx.t(keyOf(finding), finding.params),
      }))
      const checks = checked.map(({ plugin, name, fault }) => ({ plugin, name, sound: fault === null }))
      return reply.page(
        'core/health',
        { sound: findings.length === 0, findings, checks },
        { title: ctx.t('core.health') },
      )
    },
  )
}

/** Whether all is well here. */
export const healthRoom: Room = {
  routes: { '/health': health },
  menu: [
    { group: 'admin', label: 'core.health', href: '/health', rank: 72, icon: 'activity', permission: may.readLogs },
  ],
}
