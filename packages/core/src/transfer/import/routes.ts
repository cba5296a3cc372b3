import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import type { UploadedFile } from '../../files/receive-upload.js'
import { MEGABYTE } from '../../files/disk-files.js'
import { fileAnswer, itemsOf } from '../../http/answers.js'
import { disposition } from '../../http/disposition.js'
import { withId } from '../../http/params.js'
import { jobView } from '../../jobs/read-run.js'
import { may } from '../../permissions.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { createImport } from './create-import.js'
import { importPage } from './pages/import-page.js'
import { newImportPage } from './pages/new-import-page.js'
import { importsPage } from './pages/imports-page.js'
import { importRow, type ImportRow, type ImportSettings, type Phase } from './import-row.js'
import { refusedFile, refusedRows } from './refused-rows.js'
import { ROW_REASONS } from './row-reason.js'
import { setImport } from './set-import.js'
import { importView, importViewOf, listImports, settingsView } from './show-import.js'
import { startImport } from './start-import.js'

/** Largest file, in bytes. */
const MOST_BYTES = 100 * MEGABYTE
const text = (maxLength: number) => Type.String({ maxLength })

const line = Type.Object({ heading: text(220), field: Type.Optional(Type.Union([text(100), Type.Null()])) })
const fallback = Type.Object({
  field: Type.Optional(Type.Union([text(100), Type.Null()])),
  text: Type.Optional(Type.Union([text(1000), Type.Null()])),
})
/** `columns` and `fallbacks` are the same as `mapping` and `defaults`, as the lines of a form say them. */
const settingsBody = Type.Composite([
  Type.Partial(settingsView),
  Type.Object({
    columns: Type.Optional(Type.Array(line, { maxItems: 200 })),
    fallbacks: Type.Optional(Type.Array(fallback, { maxItems: 200 })),
    then: Type.Optional(Type.Literal('rehearsal')),
  }),
])

const refusedView = Type.Object({
  items: Type.Array(
    Type.Object({
      line: Type.Integer({ minimum: 1 }),
      reason: Type.Union(ROW_REASONS.map((reason) => Type.Literal(reason))),
      problems: Type.Array(
        Type.Object({
          reason: text(40),
          field: Type.Union([text(100), Type.Null()]),
          heading: Type.Union([text(220), Type.Null()]),
          message: text(2000),
        }),
        { maxItems: 20 },
      ),
    }),
    { maxItems: 200 },
  ),
  /** The `after` of the next page. */
  next: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
})
const refusedQuery = Type.Object({
  phase: Type.Optional(Type.Union([Type.Literal('rehearsal'), Type.Literal('run')])),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})

/** Files that come in: what they hold, how they are taken, what became of their rows. */
export const imports: Routes = (app) => {
  const config = { permission: may.importLists } as const
  const response = { 200: importView, 201: importView }
  const uploaded = (request: FastifyRequest): UploadedFile | undefined => request.uploaded[0]

  app.get('/', { schema: { response: { 200: itemsOf(importView) } }, config }, async ({ ctx }, reply) =>
    importsPage(ctx, reply, await listImports(ctx)),
  )
  app.get(
    '/new',
    { schema: { querystring: Type.Object({ entity: Type.Optional(text(60)) }) }, config: { ...config, door: 'page' } },
    ({ ctx, query }, reply) => newImportPage(ctx, reply, { entity: query.entity }),
  )
  app.post(
    '/',
    {
      schema: { body: Type.Object({ entity: text(60) }), response },
      config: { ...config, upload: { maxBytes: MOST_BYTES }, again: newAgain },
    },
    async (request, reply) => {
      const { ctx, body } = request
      const id = await createImport(ctx, { entity: body.entity, file: uploaded(request) })
      return reply.created(importViewOf(await importRow(ctx, id)), `/imports/${id}`)
    },
  )
  app.get('/:id', { schema: { params: withId, response }, config }, ({ ctx, params }, reply) =>
    importPage(ctx, reply, params.id),
  )
  app.get(
    '/:id/mapping',
    { schema: { params: withId }, config: { ...config, door: 'page' } },
    ({ ctx, params }, reply) => importPage(ctx, reply, params.id, { mapping: true }),
  )
  app.put(
    '/:id',
    { schema: { params: withId, body: settingsBody, response }, config: { ...config, again: mappingAgain } },
    async ({ ctx, params: { id }, body }, reply) => {
      await setImport(ctx, id, settingsFrom(body))
      if (body.then === 'rehearsal') await startImport(ctx, id, 'rehearsal')
      return reply.saved(importViewOf(await importRow(ctx, id)), `/imports/${id}`)
    },
  )
  for (const phase of ['rehearsal', 'run'] as const)
    app.post(`/:id/${phase}`, { schema: { params: withId, response: { 202: jobView } }, config }, (request, reply) =>
      begun(request.ctx, reply, request.params.id, phase),
    )
  app.get(
    '/:id/refused',
    {
      schema: { params: withId, querystring: refusedQuery, response: { 200: refusedView } },
      config: { ...config, door: 'api' },
    },
    async ({ ctx, params, query }, reply) => {
      const { limit = 50, after = 0, phase = 'run' } = query
      const items = await refusedRows(ctx, await importRow(ctx, params.id), { phase, after, limit: limit + 1 })
      const page = items.slice(0, limit)
      const next = items.length > limit ? (page.at(-1)?.line ?? null) : null
      return reply.page('', { items: page, next }, { title: '' })
    },
  )
  app.get(
    '/:id/refused/file',
    { schema: { params: withId, querystring: refusedQuery, response: { 200: fileAnswer('text/csv') } }, config },
    async ({ ctx, params, query }, reply) =>
      sendRefused(ctx, await importRow(ctx, params.id), query.phase ?? 'run', reply),
  )
}

async function sendRefused(ctx: Ctx, row: ImportRow, phase: Phase, reply: FastifyReply): Promise<FastifyReply> {
  const name = `${ctx.t('core.import.refused-file')} ${row.file_name.replace(/\.[^.]*$/, '')}.csv`
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', disposition('attachment', name))
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store, private')
    .send(await refusedFile(ctx, row, phase))
}

/** A program is told of its run; a person stays with the file. */
async function begun(ctx: Ctx, reply: FastifyReply, id: number, phase: Phase): Promise<never> {
  const runId = await startImport(ctx, id, phase)
  return ctx.origin === 'page' ? reply.saved({}, `/imports/${id}`) : reply.job(runId)
}

function settingsFrom(body: Static<typeof settingsBody>): ImportSettings {
  const { mapping, defaults, columns = [], fallbacks = [], match = null, mode, emptyCells = 'keep' } = body
  const lines = columns.flatMap(({ heading, field }) => (field ? [[heading, field] as const] : []))
  const texts = fallbacks.flatMap(({ field, text }) => (field && text ? [[field, text] as const] : []))
  return {
    mapping: mapping ? Object.entries(mapping).filter(([, field]) => field !== '') : lines,
    defaults: defaults ? Object.entries(defaults) : texts,
    match: match === '' ? null : match,
    mode: mode ?? (match ? 'both' : 'create'),
    emptyCells,
  }
}

const newAgain = ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  newImportPage(ctx, reply, { entity: String(refused.values.entity ?? ''), refused })
const mappingAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  importPage(ctx, reply, (params as Static<typeof withId>).id, { mapping: true, refused })
