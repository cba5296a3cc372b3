import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { recordSchema } from '../../entity/schemas.js'
import { recordId, version, withId } from '../../http/params.js'
import { recordOf } from '../../http/resource.js'
import { may } from '../../permissions.js'
import { ref, text } from '../../plugin/fields.js'
import { type Form, form, place } from '../../plugin/forms.js'
import type { App, RefusedForm } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { deactivateOperator, judged, reactivateOperator } from '../deactivate-operator.js'
import { openRecords } from '../hand-over.js'
import { operator } from '../operator.js'

const managed = { permission: may.manageOperators } as const
const response: object = { 201: recordSchema(operator) }
const at = Type.Object({ version: Type.Optional(version) })
const reason = Type.String({ maxLength: 500 })
const heir = Type.Optional(Type.Union([recordId, Type.Null()]))

/** The reference is sent as `handOverToId`, as by every form; programs say `handOverTo` (spec-core §1). */
export const deactivationForm: Form = form('core.deactivation', {
  fields: {
    handOverTo: ref(() => operator, { hint: 'core.deactivation.handOverTo.hint' }),
    reason: text({ required: true, maxLength: 500 }),
  },
  groups: [{ key: '', fields: [place('handOverTo', 6), place('reason', 6)] }],
  submit: 'core.operator.deactivate',
})

/** Sending an operator home, and letting him in again. */
export function deactivation(app: App): void {
  app.get('/:id/deactivation', { schema: { params: withId }, config: { ...managed, door: 'page' } }, (request, reply) =>
    showDeactivation(request, reply, request.params.id),
  )

  app.post(
    '/:id/deactivation',
    {
      schema: { params: withId, body: Type.Object({ ...at.properties, reason, handOverTo: heir }), response },
      config: { ...managed, door: 'api' },
    },
    async ({ ctx, params: { id }, body }, reply) => {
      await deactivateOperator(ctx, id, body)
      return reply.created((await recordOf(ctx, operator, id)).record, `/operators/${id}`)
    },
  )

  app.post(
    '/:id/deactivation',
    {
      schema: { params: withId, body: Type.Object({ ...at.properties, reason, handOverToId: heir }) },
      config: {
        ...managed,
        door: 'page',
        form: deactivationForm,
        again: (request, reply, refused) =>
          showDeactivation(request, reply, (request.params as { id: number }).id, refused),
      },
    },
    async ({ ctx, params: { id }, body: { handOverToId, ...body } }, reply) => {
      await deactivateOperator(ctx, id, { ...body, handOverTo: handOverToId })
      return reply.saved({}, `/operators/${id}`)
    },
  )

  app.delete(
    '/:id/deactivation',
    { schema: { params: withId, querystring: at }, config: managed },
    async ({ ctx, params: { id }, query }, reply) => {
      await reactivateOperator(ctx, id, { version: query.version })
      return reply.removed(`/operators/${id}`)
    },
  )
}

/** What he would leave behind, by kind, and the form that names his heir. */
async function showDeactivation(
  { ctx }: FastifyRequest,
  reply: FastifyReply,
  id: number,
  refused?: RefusedForm,
): Promise<unknown> {
  const { name, version } = await judged(ctx, id)
  const open = await openRecords(ctx, id)
  const view = await formView(ctx, deactivationForm, {
    action: `/operators/${id}/deactivation`,
    cancel: `/operators/${id}`,
    hidden: { version: String(version) },
    fresh: true,
    ...(refused && { refused, values: refused.values }),
  })
  const title = ctx.t('core.deactivation.title', { name })

  return reply.page(
    'core/deactivation',
    {
      form: view,
      heading: title,
      open: Object.entries(open).map(([entity, count]) => ({ label: ctx.t(entity), count })),
    },
    {
      title,
      crumbs: [
        { label: ctx.t('core.operators'), href: '/operators' },
        { label: name, href: `/operators/${id}` },
        { label: ctx.t('core.operator.deactivate') },
      ],
      ...(refused && { status: refused.status }),
    },
  )
}
