import { Type, type Routes } from '@berberis/sdk'
import { placeForm } from '../forms/membership.js'
import { showPlaceCase } from '../pages/membership-pages.js'
import { caseTab } from '../pages/case-tab.js'
import { may } from '../permissions.js'
import { placeCase } from '../services/place-case.js'

const recordId = Type.Integer({ minimum: 1, maximum: 2 ** 31 })
const withCase = Type.Object({ case: recordId })
const chosen = Type.Object({ projectId: recordId })

/** From a case to its project: the tab of its page, and the form that puts it elsewhere. */
export const ofCase: Routes = (app) => {
  const config = { permission: may.editProjects, door: 'page' } as const

  app.get(
    '/:case',
    { schema: { params: withCase }, config: { permission: may.readProjects, door: 'page' } },
    async ({ ctx, params }, reply) =>
      reply.page('projects/case-tab', await caseTab(ctx, params.case), { title: ctx.t('projects.project') }),
  )
  app.get('/:case/edit', { schema: { params: withCase }, config }, ({ ctx, params }, reply) =>
    showPlaceCase(ctx, reply, params.case),
  )
  app.post(
    '/:case',
    {
      schema: { params: withCase, body: chosen },
      config: {
        ...config,
        form: placeForm,
        again: ({ ctx, params }, reply, refused) =>
          showPlaceCase(ctx, reply, (params as { case: number }).case, refused),
      },
    },
    async ({ ctx, params, body }, reply) => {
      await placeCase(ctx, body.projectId, params.case)
      return reply.saved({}, `/cases/${params.case}?tab=projects.project`)
    },
  )
}
