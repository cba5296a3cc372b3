import { Type, type Routes } from '@berberis/sdk'
import { caseForm } from '../forms/membership.js'
import { showAddCase } from '../pages/membership-pages.js'
import { may } from '../permissions.js'
import { copyProject } from '../services/copy-project.js'
import { deactivateProject, reactivateProject } from '../services/deactivate-project.js'
import { placeCase, releaseCase } from '../services/place-case.js'
import { projectIn, withProject } from './path.js'
import { answerOf, rowIn } from './projects.js'
import { projectAnswer } from './schemas.js'

const recordId = Type.Integer({ minimum: 1, maximum: 2 ** 31 })
const withCase = Type.Object({ ...withProject.properties, case: recordId })
const chosen = Type.Object({ caseId: recordId })
const response: object = { 200: projectAnswer, 201: projectAnswer }

/** What is done with a project: nouns under it. */
export const projectActions: Routes = (app) => {
  const config = { permission: may.editProjects }

  app.post('/:id/copies', { schema: { params: withProject, response }, config }, async ({ ctx, params }, reply) => {
    const { id } = await copyProject(ctx, rowIn(params))
    return reply.created(await answerOf(ctx, id), `/projects/${id}`)
  })

  app.post(
    '/:id/deactivation',
    { schema: { params: withProject, response }, config },
    async ({ ctx, params }, reply) => {
      const { id } = await deactivateProject(ctx, rowIn(params))
      return reply.saved(await answerOf(ctx, id), `/projects/${id}`)
    },
  )
  app.delete(
    '/:id/deactivation',
    { schema: { params: withProject, response }, config },
    async ({ ctx, params }, reply) => {
      const { id } = await reactivateProject(ctx, rowIn(params))
      return reply.saved(await answerOf(ctx, id), `/projects/${id}`)
    },
  )

  app.put(
    '/:id/cases/:case',
    { schema: { params: withCase, response }, config: { ...config, door: 'api' } },
    async ({ ctx, params }, reply) => {
      const key = projectIn(params)
      await placeCase(ctx, key, params.case)
      return reply.saved(await answerOf(ctx, key), `/projects/${key}`)
    },
  )
  app.delete('/:id/cases/:case', { schema: { params: withCase }, config }, async ({ ctx, params }, reply) => {
    const key = projectIn(params)
    await releaseCase(ctx, key, params.case)
    return reply.removed(`/projects/${key}`)
  })

  // A page chooses the case in a field; an address cannot hold what is not known yet.
  app.get(
    '/:id/cases/new',
    { schema: { params: withProject }, config: { ...config, door: 'page' } },
    ({ ctx, params }, reply) => showAddCase(ctx, reply, rowIn(params)),
  )
  app.post(
    '/:id/cases',
    {
      schema: { params: withProject, body: chosen },
      config: {
        ...config,
        door: 'page',
        form: caseForm,
        again: ({ ctx, params }, reply, refused) => showAddCase(ctx, reply, rowIn(params as { id: string }), refused),
      },
    },
    async ({ ctx, params, body }, reply) => {
      const key = rowIn(params)
      await placeCase(ctx, key, body.caseId)
      return reply.saved({}, `/projects/${key}`)
    },
  )
}
