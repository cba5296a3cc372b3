import { may } from '../permissions.js'
import type { Routes } from '../plugin/routes.js'
import { homeData } from './home-data.js'
import { stageFigures } from './stage-figures.js'

/** The first page after sign-in, and what comes into it afterwards. */
export const home: Routes = (app) => {
  app.get('/', { schema: {}, config: { permission: 'signed-in', door: 'page' } }, async ({ ctx }, reply) =>
    reply.page('core/home-page', await homeData(ctx), {
      title: ctx.t('core.home'),
      crumbs: [{ label: ctx.t('core.home') }],
    }),
  )

  app.get(
    '/home/stages',
    { schema: {}, config: { permission: may.readContractors, door: 'page' } },
    async ({ ctx }, reply) =>
      reply.page('core/home-stages', await stageFigures(ctx), {
        title: ctx.t('core.home.stages'),
        crumbs: [{ label: ctx.t('core.home.stages') }],
      }),
  )
}
