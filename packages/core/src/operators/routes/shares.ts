import { type Static, Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { recordAddress } from '../../history/record-address.js'
import { itemsOf } from '../../http/answers.js'
import { recordId } from '../../http/params.js'
import { day, ref } from '../../plugin/fields.js'
import { type Form, form, place } from '../../plugin/forms.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { operator } from '../operator.js'
import { shareRecord, unshareRecord } from '../sharing/share.js'
import { shareable, sharesOf } from '../sharing/shares-of.js'

const line = (maxLength: number) => Type.String({ maxLength })
const params = Type.Object({ entity: Type.String({ maxLength: 60, pattern: '^[a-z][a-z0-9.-]*$' }), record: recordId })
const one = Type.Object({ ...params.properties, operator: recordId })
const named = Type.Object({ id: recordId, label: line(200) })
const share = Type.Object({
  operator: named,
  by: Type.Union([named, Type.Null()]),
  until: Type.Union([line(10), Type.Null()]),
  over: Type.Boolean(),
})
const body = Type.Object({
  operatorId: recordId,
  until: Type.Optional(Type.Union([Type.String({ maxLength: 10, 'x-kind': 'day' }), Type.Null()])),
})
const signedIn = { permission: 'signed-in' } as const

export const shareForm: Form = form('core.share', {
  fields: { operator: ref(() => operator, { required: true }), until: day({ hint: 'core.share.until.hint' }) },
  groups: [{ key: '', fields: [place('operator', 4), place('until', 2)] }],
  submit: 'core.share.submit',
})

/** With whom one record is shared. Who may edit it may share it: judged on the record, 404 and 403 as everywhere. */
export const shares: Routes = (app) => {
  app.get(
    '/:entity/:record',
    { schema: { params, response: { 200: itemsOf(share) } }, config: signedIn },
    (request, reply) => showShares(request, reply, request.params),
  )

  app.post(
    '/:entity/:record',
    {
      schema: { params, body, response: { 200: body } },
      config: {
        ...signedIn,
        form: shareForm,
        again: (request, reply, refused) => showShares(request, reply, request.params as Named, refused),
      },
    },
    async ({ ctx, params: { entity, record }, body: given }, reply) => {
      await shareRecord(ctx, { entity: shareable(ctx, entity), id: record }, given)
      return reply.saved({ until: null, ...given }, `/shares/${entity}/${record}`)
    },
  )

  app.delete('/:entity/:record/:operator', { schema: { params: one }, config: signedIn }, async (request, reply) => {
    const { entity, record, operator: operatorId } = request.params
    await unshareRecord(request.ctx, { entity: shareable(request.ctx, entity), id: record }, operatorId)
    return reply.removed(`/shares/${entity}/${record}`)
  })
}

type Named = Static<typeof params>

async function showShares(
  { ctx }: FastifyRequest,
  reply: FastifyReply,
  { entity: entityId, record }: Named,
  refused?: RefusedForm,
): Promise<never> {
  const entity = shareable(ctx, entityId)
  const row = await seenOne(ctx, entity, record)
  await mustEdit(ctx, entity, row)
  const items = await sharesOf(ctx, { entity, id: record })
  const base = `/shares/${entityId}/${record}`
  const name = entity.label(row)
  const title = ctx.t('core.shares.title', { name })

  return reply.page(
    'core/shares',
    { items },
    {
      title,
      crumbs: [{ label: name, ...(await hrefOf(ctx, entityId, record)) }, { label: ctx.t('core.shares') }],
      extras: async () => ({
        base,
        heading: title,
        form: await formView(ctx, shareForm, {
          action: base,
          cancel: (await hrefOf(ctx, entityId, record)).href ?? base,
          ...(refused && { refused, values: refused.values }),
        }),
      }),
      ...(refused && { status: refused.status }),
    },
  )
}

async function hrefOf(ctx: Ctx, entityId: string, record: number): Promise<{ href?: string }> {
  const href = await recordAddress(ctx, shareable(ctx, entityId), record)
  return href === null ? {} : { href }
}
