import { present, seen, Type, type Routes } from '@berberis/sdk'
import { flat } from '../entity.js'
import { may } from '../permissions.js'

const asked = Type.Object({ contractor: Type.Integer({ minimum: 1, maximum: 2 ** 31 }) })

/** What the tab on a contractor's page loads: the flats he lives in. */
export const tenant: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked }, config: { permission: may.readFlats, door: 'page' } },
    async ({ ctx, query }, reply) => {
      const rows = await seen(ctx, flat)
        .where({ tenantId: query.contractor })
        .orderBy('nameKey')
        .orderBy('id')
        .limit(50)
      return reply.page('tenancy/flats', { flats: await present(ctx, flat, rows) }, { title: ctx.t('tenancy.flats') })
    },
  )
}
