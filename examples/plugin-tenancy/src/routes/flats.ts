import { recordOf, recordSchema, resource, Type, type Routes } from '@berberis/sdk'
import { flat } from '../entity.js'
import { flatForm, leaseForm } from '../form.js'
import { flatList } from '../list.js'
import { flatPage } from '../pages/flat-page.js'
import { showLease } from '../pages/lease-page.js'
import { may } from '../permissions.js'
import { endLease } from '../services/end-lease.js'
import { letFlat } from '../services/let-flat.js'

const id = Type.Integer({ minimum: 1, maximum: 2 ** 31 })
const withId = Type.Object({ id })
const lease = Type.Object({ tenantId: id, until: Type.String({ maxLength: 10, 'x-kind': 'day' }) })

const response: object = { 200: recordSchema(flat) }

/** Flats with all that `resource` gives, and the lease of a flat, which is made and ended: a noun, not a verb. */
export const flats: Routes = resource(flat, {
  list: flatList,
  form: flatForm,
  page: flatPage,
  more(app) {
    const edit = { permission: may.editFlats }

    app.get('/:id/lease', { schema: { params: withId }, config: { ...edit, door: 'page' } }, ({ ctx, params }, reply) =>
      showLease(ctx, reply, params.id),
    )

    app.post(
      '/:id/lease',
      {
        schema: { params: withId, body: lease, response },
        config: {
          ...edit,
          form: leaseForm,
          again: ({ ctx, params }, reply, refused) => showLease(ctx, reply, (params as { id: number }).id, refused),
        },
      },
      async ({ ctx, params, body }, reply) => {
        await letFlat(ctx, params.id, body)
        return reply.saved((await recordOf(ctx, flat, params.id)).record, `/tenancy/flats/${params.id}`)
      },
    )

    app.delete('/:id/lease', { schema: { params: withId, response }, config: edit }, async ({ ctx, params }, reply) => {
      await endLease(ctx, params.id)
      return reply.saved((await recordOf(ctx, flat, params.id)).record, `/tenancy/flats/${params.id}`)
    })
  },
})
