import { editable, formatDay, seen, seenOne, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { salesDocument } from '../entities/sales-document.js'
import { may } from '../permissions.js'
import { vatCodesOn } from '../services/catalogue-for.js'
import { draftRates } from '../services/draft-rates.js'
import type { OrderData } from '../services/order-data.js'
import { linesTable, tableHeads } from './lines-table.js'
import { sumsOf } from './outputs.js'
import type { Pager } from './pager.js'
import { asRef, type Named } from './named.js'
import { shareEntry } from './share-entry.js'

const HUES = { draft: 'amber', placed: 'blue', cancelled: 'slate' } as const

/** An order as it stands, with what may be done with it. A program gets the order alone. */
export async function orderPage(ctx: Ctx, reply: Pager, data: OrderData): Promise<never> {
  const row = await seenOne(ctx, order, data.id)
  const title = row.number ?? ctx.t('sales.order.draft')
  const crumbs = [{ label: ctx.t('sales.orders'), href: '/sales/orders' }, { label: title }]

  return reply.page('sales/order', data, {
    title,
    crumbs,
    extras: async () => {
      const contractor = asRef(data, 'contractor')
      const canEdit = ctx.can(may.editOrders) && (await editable(ctx, order, row))
      const codes = await vatCodesOn(ctx, row.day)
      const lines = data.lines.map((line) => ({ ...line, vat: codes.get(line.vatRate) ?? '' }))
      const { method, netMinor, taxMinor, grossMinor } = row
      const rates = draftRates({ method, vatRounding: 'perRate', netMinor, taxMinor, lines })
      const documents = await seen(ctx, salesDocument).where({ orderId: row.id }).orderBy('id')
      return {
        heading: title,
        sub: [contractor.label, formatDay(row.day, ctx.locale)].filter(Boolean).join(' · '),
        monogram: null,
        tags: [
          { label: ctx.t(`sales.order.state.${row.state}`), hue: HUES[row.state], dot: false },
          ...(row.invoicing === 'none'
            ? []
            : [{ label: ctx.t(`sales.order.invoicing.${row.invoicing}`), hue: 'green', dot: false }]),
        ],
        actions: actionsOf(ctx, row, canEdit),
        more: moreOf(ctx, row, canEdit),
        table: linesTable(ctx, lines),
        heads: tableHeads(ctx, method),
        sums: sumsOf(ctx, { rates, netMinor, taxMinor, grossMinor }),
        rows: [
          property(ctx, 'contractor', contractor),
          property(ctx, 'case', asRef(data, 'case')),
          { ...property(ctx, 'owner', asRef(data, 'owner')), person: asRef(data, 'owner').label !== '' },
          {
            label: ctx.t('sales.order.method'),
            text: ctx.t(`sales.order.method.${method}`),
            href: null,
            tags: null,
            person: false,
          },
        ],
        documents: documents.map((document) => ({
          id: document.id,
          href: `/sales/documents/${document.id}`,
          label: document.number ?? ctx.t('sales.document.draft'),
          grossMinor: document.grossMinor,
          state: ctx.t(`sales.document.state.${document.state}`),
          hue: document.state === 'issued' ? 'green' : 'amber',
        })),
        noteText: row.note ?? '',
        reason: row.cancelReason ?? '',
        about: { id: row.id },
      }
    },
  })
}

function property(ctx: Ctx, name: string, { label, href }: Named) {
  return { label: ctx.t(`sales.order.${name}`), text: label, href, tags: null, person: false }
}

function actionsOf(ctx: Ctx, { id, state, version, invoicing }: Parameters<typeof moreOf>[1], canEdit: boolean) {
  const at = `/sales/orders/${id}`
  const hidden = [{ name: 'version', value: String(version) }]
  const plain = { post: false, hidden: [], ask: null, key: null, look: null }
  if (state === 'draft' && canEdit) {
    return [
      { ...plain, label: ctx.t('core.edit'), href: `${at}/edit`, icon: 'pencil', key: 'E' },
      {
        ...plain,
        label: ctx.t('sales.order.place'),
        href: `${at}/placement`,
        icon: 'check',
        look: 'primary',
        post: true,
        hidden,
      },
    ]
  }
  if (state === 'placed' && invoicing !== 'whole' && ctx.can(may.issueInvoices)) {
    return [
      {
        ...plain,
        label: ctx.t('sales.order.invoice'),
        href: `${at}/invoices`,
        icon: 'file-invoice',
        look: 'primary',
        post: true,
      },
    ]
  }
  return []
}

function moreOf(
  ctx: Ctx,
  { id, state, version, invoicing }: { id: number; state: string; version: number; invoicing: string },
  canEdit: boolean,
) {
  if (!canEdit) return []
  const hidden = [{ name: 'version', value: String(version) }]
  const at = `/sales/orders/${id}`
  const share = shareEntry(ctx, 'sales.order', id)
  if (state === 'draft') {
    const ask = ctx.t('sales.order.remove.ask')
    return [
      share,
      { label: ctx.t('core.remove'), href: `${at}/removal`, icon: 'trash', post: true, hidden, ask, danger: true },
    ]
  }
  if (state !== 'placed' || invoicing !== 'none' || !ctx.can(may.cancelOrders)) return [share]
  return [
    share,
    {
      label: ctx.t('sales.order.cancel'),
      href: `${at}/cancellation/new`,
      icon: 'ban',
      post: false,
      hidden: [],
      ask: null,
      danger: true,
    },
  ]
}
