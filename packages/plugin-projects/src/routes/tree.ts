import { notFound, seenOne, Type, type Ctx, type Routes } from '@berberis/sdk'
import { isAutomatic } from '../automatic.js'
import { project } from '../entities/project.js'
import { may } from '../permissions.js'
import { childrenOf } from '../tree/children.js'
import { nodePattern, readNode, type TreeNode } from '../tree/node.js'
import { levelOf, treeOf } from '../tree/tree-view.js'

const asked = Type.Object({
  under: Type.Optional(Type.String({ maxLength: 60, pattern: nodePattern })),
  after: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })),
})
const text = (maxLength: number) => Type.String({ maxLength })
const answer = Type.Object({
  nodes: Type.Array(
    Type.Object({
      node: text(60),
      kind: text(20),
      label: text(400),
      hint: text(40),
      icon: text(40),
      href: text(200),
      opens: Type.Boolean(),
      automatic: Type.Boolean(),
    }),
    { maxItems: 102 },
  ),
  next: Type.Union([Type.Integer(), Type.Null()]),
})

/** The second way through everything: project → contractor → case → event → attachment. */
export const tree: Routes = (app) => {
  const read = { permission: may.readProjects }

  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: answer } }, config: { ...read, door: 'api' } },
    async ({ ctx, query }, reply) =>
      reply.page('', await childrenOf(ctx, await nodeOf(ctx, query.under), query.after), { title: '' }),
  )
  app.get('/', { schema: { querystring: asked }, config: { ...read, door: 'page' } }, async ({ ctx, query }, reply) =>
    reply.page(
      'projects/tree',
      { level: await treeOf(ctx, await nodeOf(ctx, query.under)) },
      {
        title: ctx.t('projects.tree'),
        crumbs: [{ label: ctx.t('projects.projects'), href: '/projects' }, { label: ctx.t('projects.tree') }],
      },
    ),
  )
  app.get(
    '/children',
    { schema: { querystring: asked }, config: { ...read, door: 'page' } },
    async ({ ctx, query }, reply) =>
      reply.page(
        'projects/tree-level',
        { level: await levelOf(ctx, await nodeOf(ctx, query.under), query.after), inner: true },
        { title: ctx.t('projects.tree') },
      ),
  )
}

/** 404 for a project that is not seen; what stands under other nodes is narrowed by their own rights. */
async function nodeOf(ctx: Ctx, under: string | undefined): Promise<TreeNode | null> {
  if (under === undefined) return null
  const node = readNode(under)
  if (!node) throw notFound()
  if ((node.kind === 'project' || node.kind === 'contractor') && !isAutomatic(node.project))
    await seenOne(ctx, project, node.project)
  return node
}
