import { Type } from '@sinclair/typebox'
import { idAnswer } from '../../http/answers.js'
import { recordId, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { Routes } from '../../plugin/routes.js'
import { candidates } from '../services/candidates.js'
import { duplicatePairs, tellApart } from '../services/duplicate-pairs.js'

const text = Type.String({ maxLength: 400 })
const score = Type.Integer({ minimum: 0, maximum: 100 })
const reasons = Type.Array(Type.String({ maxLength: 20 }), { maxItems: 6 })
const typed = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const asked = Type.Object({
  kind: typed(20),
  name: typed(400),
  firstName: typed(200),
  lastName: typed(200),
  country: typed(10),
  taxId: typed(60),
  email: typed(400),
  phone: typed(100),
  iban: typed(100),
  postalCode: typed(40),
  except: Type.Optional(recordId),
})
const candidate = Type.Object({ id: recordId, name: text, href: text, score, reasons, inactive: Type.Boolean() })

/** `/contractor-candidates?name=&taxId=…`: who may be meant by what is typed so far; what cannot be read yet is passed over. */
export const contractorCandidates: Routes = (app) => {
  const response = { 200: Type.Object({ candidates: Type.Array(candidate, { maxItems: 20 }) }) }
  app.get(
    '/',
    { schema: { querystring: asked, response }, config: { permission: may.readContractors } },
    async ({ ctx, query: { except, ...typed } }, reply) => {
      const found = await candidates(ctx, typed, except)
      return reply.page(
        'core/contractor-twins',
        { candidates: found },
        { title: ctx.t('core.contractor.twins'), extras: () => ({ alike: found, except: except ?? null }) },
      )
    },
  )
}

const contractorRef = Type.Object({ id: recordId, label: text })
const pair = Type.Object({ id: recordId, score, reasons, one: contractorRef, other: contractorRef })
const most = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) })
const SHOWN = 50

/** `/contractors/duplicates`: pairs that may be one, best first, and what was said of them. Mounted below `/contractors`. */
export const duplicates: Routes = (app) => {
  const response = { 200: Type.Object({ items: Type.Array(pair, { maxItems: 200 }), more: Type.Boolean() }) }
  const edit = { permission: may.editContractors }

  app.get(
    '/duplicates',
    { schema: { querystring: most, response }, config: { permission: may.readContractors } },
    async ({ ctx, query: { limit = SHOWN } }, reply) => {
      const found = await duplicatePairs(ctx, limit + 1)
      const items = found.slice(0, limit)
      const title = ctx.t('core.contractors.duplicates')
      return reply.page(
        'core/contractor-duplicates',
        { items, more: found.length > limit },
        {
          title,
          crumbs: [{ label: ctx.t('core.contractors'), href: '/contractors' }, { label: title }],
          extras: () => ({
            pairs: items,
            mayEdit: ctx.can(may.editContractors),
            mayMerge: ctx.can(may.mergeContractors),
          }),
        },
      )
    },
  )
  app.post(
    '/duplicates/:id/distinction',
    { schema: { params: withId, response: { 201: idAnswer } }, config: edit },
    async ({ ctx, params }, reply) => {
      await tellApart(ctx, params.id, true)
      return reply.created({ id: params.id }, '/contractors/duplicates')
    },
  )
  app.delete(
    '/duplicates/:id/distinction',
    { schema: { params: withId }, config: edit },
    async ({ ctx, params }, reply) => {
      await tellApart(ctx, params.id, false)
      return reply.removed('/contractors/duplicates')
    },
  )
}
