import type { Routes } from '../plugin/routes.js'
import { homeData } from './home-data.js'

/** The first page after sign-in. */
export const home: Routes = (app) => {
  app.get('/', { schema: {}, config: { permission: 'signed-in', door: 'page' } }, async ({ ctx }, reply) =>
    reply.page('core/home-page', await homeData(ctx), {
      title: ctx.t('core.home'),
      crumbs: [{ label: ctx.t('core.home') }],
    }),
  )
}
