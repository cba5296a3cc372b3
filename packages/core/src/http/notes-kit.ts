import { Type } from '@sinclair/typebox'
import type { SmallHost } from '../host/small-host.js'
import { may as core } from '../permissions.js'
import { definePlugin } from '../plugin/define-plugin.js'
import { money, number, yesNo } from '../plugin/fields.js'
import { permission } from '../plugin/permissions.js'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { answer } from './answer.js'
import { withId } from './params.js'

const may = { read: core.readCases, edit: core.editCases }
/** A right of a plugin that is not installed: nobody has it. */
export const forbidden = permission('other.read-secrets')
const note = Type.Object({
  name: Type.String({ maxLength: 20 }),
  priceMinor: Type.Optional(Type.Union([money().schema, Type.Null()])),
  weight: Type.Optional(number().schema),
  done: Type.Optional(yesNo().schema),
  lines: Type.Optional(Type.Array(Type.Object({ qty: number().schema }), { maxItems: 3 })),
})
const kept = Type.Partial(Type.Object({ id: Type.Integer(), ...note.properties, version: Type.Integer() }))
const response: object = { 200: kept, 201: kept }
/** How often the note was written, and for how many tries the database is busy. */
export const collisions = { tries: 0, busy: 0 }

const routes: Routes = (app) => {
  const edit = { permission: may.edit }
  app.get(
    '/',
    { schema: { response: { 200: Type.Object({ n: Type.Integer() }) } }, config: { permission: may.read } },
    async ({ ctx }, reply) => reply.page('', { n: await count(ctx.db) }, { title: 'Notes' }),
  )
  app.get('/hidden', { schema: { response }, config: { permission: forbidden } }, async (_request, reply) =>
    reply.page('', {}, { title: '' }),
  )
  app.get('/broken', { schema: { response }, config: { permission: may.read } }, async () => {
    throw new Error('secret of the engine')
  })
  app.post(
    '/',
    {
      schema: { body: note, response },
      config: {
        ...edit,
        again: async (_request, _reply, refused) => {
          if (refused.values['name'] === 'orphan') throw new Refusal('core.not-found', { status: 404 })
          return answer(200, JSON.stringify(refused))
        },
      },
    },
    async ({ ctx, body }, reply) => {
      collisions.tries += 1
      await ctx.db('core_revision').insert({ name: body.name, n: 1 })
      if (collisions.tries <= collisions.busy) throw Object.assign(new Error('deadlock'), { errno: 1213 })
      if (body.name === 'refused') throw refuseFields([{ path: 'name', code: 'core.taken' }])
      if (body.name === 'nonsense')
        throw new Refusal('core.malformed', { status: 400, fields: [{ path: 'size', code: 'core.unknown-field' }] })
      if (body.name === 'long') throw refuseFields([{ path: 'name', code: 'core.too-long', params: { max: 20 } }])
      if (body.name === 'status') return reply.code(409).send({})
      if (body.name === 'stale') throw new Refusal('core.conflict', { status: 409 })
      if (body.name === 'gone') throw new Refusal('core.not-found', { status: 404 })
      return reply.created({ id: 1, ...body }, '/notes/1')
    },
  )
  app.post(
    '/sketch',
    {
      schema: { body: note, response },
      config: {
        ...edit,
        halfTyped: true,
        again: async (_request, _reply, refused) => answer(422, JSON.stringify(refused)),
      },
    },
    async ({ body }, reply) => reply.saved({ id: 1, ...body }, '/notes'),
  )
  app.put('/undeclared', { schema: { response: { 201: kept } }, config: edit }, async (_request, reply) =>
    reply.saved({ id: 1 }, '/notes'),
  )
  app.put(
    '/:id',
    {
      schema: { params: withId, body: Type.Object({ version: Type.Optional(Type.Integer()) }), response },
      config: edit,
    },
    async ({ body }, reply) => reply.saved({ id: 1, ...body }, '/notes/1'),
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: Type.Object({ version: Type.Integer() }) }, config: edit },
    async ({ query }, reply) => reply.removed(`/notes?was=${query.version}`),
  )
}
const count = async (db: { (table: string): { count(o: object): PromiseLike<readonly unknown[]> } }) =>
  Number(((await db('core_revision').count({ n: '*' })) as { n: number }[])[0]?.n)

/** A header of `undefined` is not sent. */
const sent = (headers: object) => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))

/** A small plugin whose routes do whatever can happen to a request. For tests of the edge only. */
export const notes = definePlugin({
  id: 'notes',
  title: 'core.errands',
  from: new URL('./none/', import.meta.url).href,
  permissions: {},
  routes: { '/': routes },
})

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Ways of asking a host: as a program, as a person, and what is written meanwhile. */
export function callers({ host, bearer, cookie }: SmallHost) {
  return {
    names: async () => {
      const rows: { name: string }[] = await host.kernel.db('core_revision').select('name')
      return rows.map(({ name }) => name)
    },
    api: (method: Method, url: string, payload?: object, headers: object = {}) =>
      host.app.inject({ method, url: `/api${url}`, ...(payload && { payload }), headers: { ...bearer, ...headers } }),
    page: (method: Method, url: string, form?: string, headers: object = {}) =>
      host.app.inject({
        method,
        url,
        ...(form !== undefined && { payload: form }),
        headers: sent({ ...cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers }),
      }),
  }
}
