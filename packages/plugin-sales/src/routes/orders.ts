import { listQuery, listSchema, Type, undone, type Routes } from '@berberis/sdk'
import { orderInput } from '../inputs.js'
import { orderForm } from '../forms/order.js'
import { orderList } from '../lists/orders.js'
import { may } from '../permissions.js'
import { calculationAgain, calculationBody, calculationQuery, showCalculation } from './calculation.js'
import { cancellationPage } from '../pages/cancellation-page.js'
import { orderEditor } from '../pages/order-editor.js'
import { orderPage } from '../pages/order-page.js'
import type { Again } from '../pages/pager.js'
import { cancelOrder } from '../services/cancel-order.js'
import { documentData } from '../services/document-data.js'
import { draftInvoice } from '../services/draft-invoice.js'
import { orderData } from '../services/order-data.js'
import { placeOrder } from '../services/place-order.js'
import { removeOrder } from '../services/remove-order.js'
import { createOrder, saveOrder } from '../services/save-order.js'
import { orderAnswer, documentAnswer, calculationAnswer } from './answers.js'
import { versionBody, versionQuery, withId } from './path.js'

const about = Type.Object({
  contractor: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })),
  case: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })),
})
const cancellation = Type.Object({
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  version: versionBody.properties.version,
})
const listed: object = { 200: listSchema(orderList) }
const calculated: object = { 200: calculationAnswer }
const idOf = (params: unknown) => Number((params as { id: unknown }).id)
const parts = Type.Object({
  lines: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.Integer({ minimum: 1, maximum: 2 ** 31 }),
        qty: Type.Optional(Type.String({ maxLength: 30 })),
      }),
      { minItems: 1, maxItems: 1000 },
    ),
  ),
})
const newAgain: Again = ({ ctx }, reply, refused) => orderEditor(ctx, reply, { refused })
const editAgain: Again = ({ ctx, params }, reply, refused) => orderEditor(ctx, reply, { id: idOf(params), refused })

/** Orders: a draft is written, placed, invoiced or called off. */
export const orders: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: listQuery, response: listed }, config: { permission: may.readOrders } },
    (_request, reply) => reply.list(orderList),
  )

  app.get(
    '/new',
    {
      schema: { querystring: about },
      config: { permission: may.editOrders, door: 'page', form: orderForm, again: newAgain },
    },
    ({ ctx, query }, reply) => orderEditor(ctx, reply, { given: query }),
  )

  app.post(
    '/',
    {
      schema: { body: orderInput, response: { 201: orderAnswer } },
      config: {
        permission: may.editOrders,
        again: newAgain,
      },
    },
    async ({ ctx, body }, reply) => {
      const { id } = await createOrder(ctx, body)
      return reply.created(await orderData(ctx, id), `/sales/orders/${id}`)
    },
  )

  app.post(
    '/calculation',
    {
      schema: { body: calculationBody, querystring: calculationQuery, response: calculated },
      config: { permission: may.editOrders, transaction: false, again: calculationAgain('order'), halfTyped: true },
    },
    (request, reply) => showCalculation(request, reply, 'order'),
  )

  app.get(
    '/:id',
    { schema: { params: withId, response: { 200: orderAnswer } }, config: { permission: may.readOrders } },
    async ({ ctx, params }, reply) => orderPage(ctx, reply, await orderData(ctx, params.id)),
  )

  app.get(
    '/:id/edit',
    {
      schema: { params: withId },
      config: { permission: may.editOrders, door: 'page', form: orderForm, again: editAgain },
    },
    ({ ctx, params }, reply) => orderEditor(ctx, reply, { id: params.id }),
  )

  app.put(
    '/:id',
    {
      schema: { params: withId, body: orderInput, response: { 200: orderAnswer } },
      config: {
        permission: may.editOrders,
        again: editAgain,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await saveOrder(ctx, params.id, body)
      return reply.saved(await orderData(ctx, params.id), `/sales/orders/${params.id}`)
    },
  )

  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery, response: undone }, config: { permission: may.editOrders } },
    async ({ ctx, params, query }, reply) => {
      return reply.removed('/sales/orders', await removeOrder(ctx, params.id, query))
    },
  )

  app.post(
    '/:id/placement',
    {
      schema: { params: withId, body: versionBody, response: { 200: orderAnswer } },
      config: { permission: may.editOrders },
    },
    async ({ ctx, params, body }, reply) => {
      await placeOrder(ctx, params.id, body)
      return reply.saved(await orderData(ctx, params.id), `/sales/orders/${params.id}`)
    },
  )

  app.get(
    '/:id/cancellation/new',
    { schema: { params: withId }, config: { permission: may.cancelOrders, door: 'page' } },
    ({ ctx, params }, reply) => cancellationPage(ctx, reply, params.id),
  )

  app.post(
    '/:id/cancellation',
    {
      schema: { params: withId, body: cancellation, response: { 200: orderAnswer } },
      config: {
        permission: may.cancelOrders,
        again: ({ ctx, params }, reply, refused) => cancellationPage(ctx, reply, idOf(params), refused),
      },
    },
    async ({ ctx, params, body }, reply) => {
      await cancelOrder(ctx, params.id, body)
      return reply.saved(await orderData(ctx, params.id), `/sales/orders/${params.id}`)
    },
  )

  app.post(
    '/:id/invoices',
    {
      schema: { params: withId, body: parts, response: { 201: documentAnswer } },
      config: { permission: may.issueInvoices },
    },
    async ({ ctx, params, body }, reply) => {
      const { id } = await draftInvoice(ctx, params.id, body)
      return reply.created(await documentData(ctx, id), `/sales/documents/${id}`)
    },
  )
}
