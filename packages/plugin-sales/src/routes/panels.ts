import { formatAmount, present, seen, Type, type Ctx, type Routes } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { salesDocument } from '../entities/sales-document.js'
import { asRef } from '../pages/named.js'
import { may } from '../permissions.js'
import { monthOfSales } from '../services/month-of-sales.js'

const id = Type.Integer({ minimum: 1, maximum: 2 ** 31 })
/** Newest rows a panel shows; the rest is in the list it links to. */
const SHOWN = 20

/** What sales puts into the pages of others: tabs of a contractor and of a case, a tile of the home page. */
export const panels: Routes = (app) => {
  app.get(
    '/contractor',
    {
      schema: { querystring: Type.Object({ contractor: id }) },
      config: { permission: may.readDocuments, door: 'page' },
    },
    async ({ ctx, query }, reply) =>
      reply.page(
        'sales/panel',
        await panelOf(ctx, { contractorId: query.contractor }, `contractor=${query.contractor}`),
        {
          title: ctx.t('sales.tab'),
        },
      ),
  )

  app.get(
    '/case',
    { schema: { querystring: Type.Object({ case: id }) }, config: { permission: may.readDocuments, door: 'page' } },
    async ({ ctx, query }, reply) =>
      reply.page('sales/panel', await panelOf(ctx, { caseId: query.case }, `case=${query.case}`), {
        title: ctx.t('sales.tab'),
      }),
  )

  app.get('/month', { schema: {}, config: { permission: may.readDocuments, door: 'page' } }, async ({ ctx }, reply) => {
    const { netMinor, count, from } = await monthOfSales(ctx)
    const tile = {
      label: ctx.t('sales.tile.month'),
      icon: 'file-invoice',
      figure: formatAmount(netMinor, 'PLN', ctx.locale),
      unit: null,
      href: `/sales/documents?state=issued&issuedOn.ge=${from}`,
      good: null,
      wrong: null,
      sub: ctx.t('sales.tile.month.sub', { count }),
    }
    return reply.page('sales/tile', tile, { title: tile.label })
  })
}

async function panelOf(ctx: Ctx, where: { contractorId?: number; caseId?: number }, query: string) {
  const documents = await seen(ctx, salesDocument).where(where).orderBy('id', 'desc').limit(SHOWN)
  const orders = ctx.can(may.readOrders) ? await seen(ctx, order).where(where).orderBy('id', 'desc').limit(SHOWN) : []
  return {
    documents: (await present(ctx, salesDocument, documents)).map((data) => ({
      id: data.id,
      href: `/sales/documents/${data.id}`,
      label: textOf(data.number) || ctx.t('sales.document.draft'),
      day: data.issuedOn ?? null,
      owner: asRef(data, 'owner').label,
      grossMinor: data.grossMinor,
      state: ctx.t(`sales.document.state.${textOf(data.state)}`),
      hue: data.state === 'issued' ? 'green' : 'amber',
    })),
    orders: (await present(ctx, order, orders)).map((data) => ({
      id: data.id,
      href: `/sales/orders/${data.id}`,
      label: textOf(data.number) || ctx.t('sales.order.draft'),
      day: data.day ?? null,
      owner: asRef(data, 'owner').label,
      grossMinor: data.grossMinor,
      state: ctx.t(`sales.order.state.${textOf(data.state)}`),
      hue: data.state === 'placed' ? 'blue' : 'slate',
    })),
    allDocuments: `/sales/documents?view=all&${query}`,
    allOrders: `/sales/orders?${query}`,
    newDocument: ctx.can(may.issueInvoices) ? `/sales/documents/new?${query}` : null,
    newOrder: ctx.can(may.editOrders) ? `/sales/orders/new?${query}` : null,
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
