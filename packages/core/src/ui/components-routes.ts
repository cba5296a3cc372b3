import type { Routes } from '../plugin/routes.js'
import { componentsPage } from './components-page.js'

/** `/ui`: every component in every state with the line that draws it; the manual of whoever writes views. */
export const componentsRoutes: Routes = (app) => {
  app.get('/', { schema: {}, config: { permission: 'signed-in', door: 'page' } }, ({ ctx }, reply) =>
    reply.page('core/components', componentsPage(), { title: ctx.t('core.components') }),
  )
}
