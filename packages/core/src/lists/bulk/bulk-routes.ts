import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { recordId, withId } from '../../http/params.js'
import { jobView } from '../../jobs/read-run.js'
import { may } from '../../permissions.js'
import type { Routes } from '../../plugin/routes.js'
import { bulkList, startBulk } from './start-bulk.js'
import { askBulk } from './ask-bulk.js'
import { bulkView, readBulk, readRefused, refusedView, type BulkView } from './bulk-run.js'

const ids = Type.Array(recordId, { maxItems: 5000 })
const filter = Type.String({ maxLength: 8000 })
const name = Type.String({ maxLength: 60 })
const back = Type.Optional(Type.String({ maxLength: 8000 }))

/** One of the two says which records: `ids`, or `filter` (an address of the list) but for `except`. */
const on = Type.Object({ ids: Type.Optional(ids), filter: Type.Optional(filter), except: Type.Optional(ids) })
const given = Type.Object({
  entity: name,
  action: name,
  on,
  values: Type.Optional(Type.Record(Type.String({ maxLength: 120 }), Type.Unknown(), { maxProperties: 200 })),
  back,
})
/** What the list's page knows: the boxes ticked on it, ids of other pages, or that all are meant but for some. */
const asked = Type.Object({
  entity: name,
  action: name,
  pick: Type.Optional(ids),
  more: Type.Optional(Type.String({ maxLength: 80_000 })),
  all: Type.Optional(Type.String({ maxLength: 3 })),
  filter: Type.Optional(filter),
  except: Type.Optional(Type.String({ maxLength: 80_000 })),
  field: Type.Optional(Type.String({ maxLength: 120 })),
  back,
})

/** Changes of many records at once, and what they came to. */
export const bulkRoutes: Routes = (app) => {
  const config = { permission: may.runBulkChanges }
  const response: object = { 200: bulkView, 201: bulkView, 202: jobView }

  app.post('/', { schema: { body: given, response }, config }, async ({ ctx, body }, reply) => {
    const { id, jobId, changeSetId } = await startBulk(ctx, body, ctx.origin === 'page' ? 'page' : 'api')
    if (jobId !== null) return reply.job(jobId)
    const run = await readBulk(ctx, id)
    return reply.created(run, placeAfter(ctx, run, body.back), run.changed > 0 ? { changeSetId } : null)
  })
  app.post(
    '/preparation',
    { schema: { body: asked }, config: { ...config, door: 'page' } },
    async ({ ctx, body: { pick = [], more, all, filter: address = '', except, ...rest } }, reply) => {
      const records = [...new Set([...pick, ...idsIn(more)])]
      const view = await askBulk(ctx, {
        ...rest,
        on: all === 'yes' ? { filter: address, except: idsIn(except) } : { ids: records },
      })
      return reply.page('core/bulk-ask', view, { title: view.title })
    },
  )
  app.get('/:id', { schema: { params: withId, response }, config }, async ({ ctx, params }, reply) => {
    const run = await readBulk(ctx, params.id)
    const { of, title, id } = bulkList(ctx, run.entity)
    return reply.page('core/bulk-run', run, {
      title: run.label,
      crumbs: [{ label: ctx.t(title ?? id), href: of.path }],
      extras: async () => ({
        ...(await readRefused(ctx, run.id)),
        path: of.path,
        came: ctx.t('core.bulk.came-to', numbers(run)),
      }),
    })
  })
  app.get(
    '/:id/refused',
    {
      schema: {
        params: withId,
        querystring: Type.Object({ after: Type.Optional(recordId) }),
        response: { 200: refusedView },
      },
      config,
    },
    async ({ ctx, params, query }, reply) => {
      const run = await readBulk(ctx, params.id)
      const refused = await readRefused(ctx, params.id, query.after)
      const { path } = bulkList(ctx, run.entity).of
      const came = ctx.t('core.bulk.came-to', numbers(run))
      return reply.page('core/bulk-run', refused, { title: run.label, extras: () => ({ ...run, path, came }) })
    },
  )
}

const numbers = ({ changed, unchanged, refused }: BulkView) => ({ changed, unchanged, refused })

function idsIn(text: string | undefined): number[] {
  return (text ?? '')
    .split(',')
    .filter((each) => /^[1-9]\d{0,14}$/.test(each))
    .map(Number)
}

/** Back to the list, unless there is something to read about what was refused. */
function placeAfter(ctx: Ctx, run: BulkView, back: string | undefined): string {
  if (run.refused > 0) return `/bulk-runs/${run.id}`
  const { path } = bulkList(ctx, run.entity).of
  return back?.startsWith(path) ? back : path
}
