import {
  createBody,
  listQuery,
  listSchema,
  Refusal,
  remove,
  save,
  saveBody,
  Type,
  undone,
  type Ctx,
  type PageReply,
  type RefusedForm,
  type Routes,
} from '@berberis/sdk'
import { isAutomatic, type ProjectKey } from '../automatic.js'
import { project } from '../entities/project.js'
import { projectForm } from '../forms/project.js'
import { projectList } from '../lists/projects.js'
import { showEdit, showNew } from '../pages/form-pages.js'
import { showProject } from '../pages/project-page.js'
import { may } from '../permissions.js'
import { createProject } from '../services/create-project.js'
import { presentProject } from '../services/present-project.js'
import { projectIn, withProject } from './path.js'
import { projectAnswer } from './schemas.js'

const asked = Type.Object({
  tab: Type.Optional(Type.String({ maxLength: 100 })),
  after: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })),
})
const versionQuery = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })) })
const response: object = { 200: projectAnswer, 201: projectAnswer }
const listed: object = { 200: listSchema(projectList) }

/** Projects: the list, the page of one, and what makes, changes and removes it. */
export const projects: Routes = (app) => {
  const read = { permission: may.readProjects }
  const edit = { permission: may.editProjects }

  app.get('/', { schema: { querystring: listQuery, response: listed }, config: read }, (_request, reply) =>
    reply.list(projectList),
  )
  app.get(
    '/new',
    { schema: {}, config: { ...edit, door: 'page', form: projectForm, again: newAgain } },
    ({ ctx }, reply) => showNew(ctx, reply),
  )
  app.post(
    '/',
    {
      schema: { body: createBody(project), response },
      config: { ...edit, form: projectForm, again: newAgain },
    },
    async ({ ctx, body }, reply) => {
      const { id } = await createProject(ctx, body)
      return reply.created(await answerOf(ctx, id), `/projects/${id}`)
    },
  )

  app.get(
    '/:id',
    { schema: { params: withProject, querystring: asked, response }, config: read },
    ({ ctx, params, query }, reply) => showProject(ctx, reply, projectIn(params), query),
  )
  app.get(
    '/:id/edit',
    { schema: { params: withProject }, config: { ...edit, door: 'page', form: projectForm, again: editAgain } },
    ({ ctx, params }, reply) => showEdit(ctx, reply, rowIn(params)),
  )
  app.put(
    '/:id',
    {
      schema: { params: withProject, body: saveBody(project), response },
      config: { ...edit, form: projectForm, again: editAgain },
    },
    async ({ ctx, params, body }, reply) => {
      const id = rowIn(params)
      await save(ctx, project, id, { version: undefined, ...body })
      return reply.saved(await answerOf(ctx, id), `/projects/${id}`)
    },
  )
  app.delete(
    '/:id',
    { schema: { params: withProject, querystring: versionQuery, response: undone }, config: edit },
    async ({ ctx, params, query }, reply) => {
      return reply.removed('/projects', await remove(ctx, project, rowIn(params), { version: query.version }))
    },
  )
}

interface Asking {
  readonly ctx: Ctx
  readonly params: unknown
}

const newAgain = ({ ctx }: Asking, reply: PageReply, refused: RefusedForm) => showNew(ctx, reply, refused)
const editAgain = ({ ctx, params }: Asking, reply: PageReply, refused: RefusedForm) =>
  showEdit(ctx, reply, rowIn(params as { id: string }), refused)

/** The id of a project that is a row; 422 `projects.automatic` for the two that nobody can change. */
export function rowIn(params: { readonly id: string }): number {
  const key = projectIn(params)
  if (isAutomatic(key)) throw new Refusal('projects.automatic')
  return key
}

/** What a program is told of a project that was made or changed. */
export async function answerOf(ctx: Ctx, key: ProjectKey): Promise<{ readonly id: number } & object> {
  const { record } = await presentProject(ctx, key)
  return record as unknown as { readonly id: number }
}
