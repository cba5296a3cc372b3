import { recordSchema } from '../entity/schemas.js'
import { withId } from '../http/params.js'
import { recordOf, resource } from '../http/resource.js'
import { may } from '../permissions.js'
import type { App, Routes } from '../plugin/routes.js'
import { newWebFormForm, webFormForm, webFormList } from './face.js'
import { archiveWebForm, createWebForm } from './set-web-form.js'
import { webForm } from './web-form.js'
import { webFormPage } from './web-form-page.js'

const response: object = { 200: recordSchema(webForm), 201: recordSchema(webForm) }

/** Web forms, and whether they stand on the web. */
export const webForms: Routes = resource(webForm, {
  list: webFormList,
  form: newWebFormForm,
  changed: webFormForm,
  page: webFormPage,
  create: createWebForm,
  more,
})

function more(app: App): void {
  const config = { permission: may.manageWebForms }
  for (const [method, archived] of [
    ['post', true],
    ['delete', false],
  ] as const)
    app[method](
      '/:id/archival',
      { schema: { params: withId, response }, config },
      async ({ ctx, params: { id } }, reply) => {
        await archiveWebForm(ctx, id, archived)
        return reply.saved((await recordOf(ctx, webForm, id)).record, `/web-forms/${id}`)
      },
    )
}
