import { Type } from '@sinclair/typebox'
import { itemsOf } from '../http/answers.js'
import { placeOf } from '../http/form-pages.js'
import { recordId, withId } from '../http/params.js'
import { readTyped } from '../http/typed-names.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { dropDraft } from './drop-drafts.js'
import { keepDraft } from './keep-draft.js'
import { draftsOf, ownDraft } from './read-drafts.js'

const text = (maxLength: number) => Type.String({ maxLength })
const about = {
  id: recordId,
  form: text(80),
  /** Of the form's page, where it is gone on with. */
  address: text(300),
  version: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  savedAt: text(24),
}
const draft = Type.Object({
  ...about,
  values: Type.Record(text(200), Type.Union([text(70_000), Type.Array(text(70_000), { maxItems: 5000 })])),
})
const item = Type.Object({ ...about, title: text(200), about: text(200) })
/** `typed` is what the form would send, as forms do: `name=Hotel&note=`. Its size is judged once it was read. */
const kept = Type.Object({ address: Type.String({ minLength: 1, maxLength: 1000 }), typed: text(600_000) })
/** Where one was when he threw it away. */
const from = Type.Object({ from: Type.Optional(Type.Literal('list')) })
const own = { permission: 'signed-in' } as const

/** What an operator typed into forms and did not save: his own, seen by nobody else. */
export const drafts: Routes = (app) => {
  app.get('/', { schema: { response: { 200: itemsOf(item) } }, config: own }, async ({ ctx, server }, reply) =>
    reply.page(
      'core/drafts',
      { items: await draftsOf(ctx, server.formPages) },
      {
        title: ctx.t('core.drafts'),
        crumbs: [{ label: ctx.t('core.me.title'), href: '/me' }, { label: ctx.t('core.drafts') }],
      },
    ),
  )

  app.put(
    '/',
    { schema: { body: kept, response: { 200: draft } }, config: own },
    async ({ ctx, body, server }, reply) => {
      const place = placeOf(server.formPages, body.address)
      if (!place) throw notFound()
      return reply.page('core/draft-kept', await keepDraft(ctx, place, readForm(body.typed)), {
        title: ctx.t('core.drafts'),
      })
    },
  )

  // A person goes on where he was; a program is told what was typed.
  app.get(
    '/:id',
    { schema: { params: withId, response: { 200: draft } }, config: own },
    async ({ ctx, params }, reply) => {
      const one = await ownDraft(ctx, params.id)
      return reply.saved(one, one.address)
    },
  )

  app.delete(
    '/:id',
    { schema: { params: withId, querystring: from }, config: own },
    async ({ ctx, params, query }, reply) => {
      const { address } = await dropDraft(ctx, params.id)
      return reply.removed(query.from === 'list' ? '/drafts' : address)
    },
  )
}

function readForm(typed: string) {
  try {
    return readTyped(typed)
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('core.draft-too-large', { params: { max: 64 } })
    throw error
  }
}
