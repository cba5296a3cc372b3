import { contractor, editable, formatDay, seen, seenOne, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import type { Party } from '../models/party.js'
import type { SalesDocument } from '../models/sales-document.js'
import { may } from '../permissions.js'
import { partyOf } from '../services/buyer-of.js'
import type { DocumentData } from '../services/document-data.js'
import { partyRows } from './buyer-rows.js'
import { draftRates } from '../services/draft-rates.js'
import { handingsView } from './handings-panel.js'
import { issueQuestion } from './issue-question.js'
import { linesTable, tableHeads } from './lines-table.js'
import { asRef } from './named.js'
import { sumsOf } from './outputs.js'
import type { Pager } from './pager.js'
import { paymentTerms } from './payment-terms.js'
import { shareEntry } from './share-entry.js'

const HUES = { draft: 'amber', issued: 'green' } as const

/** A document as it stands, with what may be done with it. A program gets the document alone. */
export async function documentPage(ctx: Ctx, reply: Pager, data: DocumentData): Promise<never> {
  const row = await seenOne(ctx, salesDocument, data.id)
  const title = row.number ?? ctx.t('sales.document.draft')
  const crumbs = [{ label: ctx.t('sales.documents'), href: '/sales/documents' }, { label: title }]
  return reply.page('sales/document', data, { title, crumbs, extras: () => extrasOf(ctx, row, data, title) })
}

async function extrasOf(ctx: Ctx, row: SalesDocument, data: DocumentData, heading: string) {
  const canIssue = ctx.can(may.issueInvoices) && (await editable(ctx, salesDocument, row))
  const buyer = asRef(data, 'contractor')
  const issuedOn = row.issuedOn ? formatDay(row.issuedOn, ctx.locale) : null
  return {
    heading,
    sub: [ctx.t('sales.document.kind.invoice'), buyer.label, issuedOn].filter(Boolean).join(' · '),
    monogram: null,
    tags: [{ label: ctx.t(`sales.document.state.${row.state}`), hue: HUES[row.state], dot: false }],
    actions: actionsOf(ctx, row, canIssue, issueQuestion(ctx, { grossMinor: row.grossMinor, lines: data.lines })),
    more: moreOf(ctx, row, canIssue),
    table: linesTable(ctx, data.lines),
    heads: tableHeads(ctx, row.method),
    sums: sumsOf(ctx, {
      rates: row.state === 'draft' ? draftRates({ ...row.toJSON(), lines: data.lines }) : data.rates,
      netMinor: row.netMinor,
      taxMinor: row.taxMinor,
      grossMinor: row.dueMinor,
      terms: paymentTerms(ctx, { ...row.toJSON(), account: row.seller?.account }),
    }),
    rows: propertiesOf(ctx, row, data),
    buyerRows: partyRows(ctx, row.buyer ?? (await draftBuyer(ctx, row)), buyer.href),
    marks: marksOf(ctx, row),
    ...(await handingsView(ctx, row.id, data.handings)),
    noteText: row.note ?? '',
    about: { id: row.id },
  }
}

/** What stands neither in the sums nor with the buyer. */
function propertiesOf(ctx: Ctx, row: SalesDocument, data: DocumentData) {
  const line = (name: string, text: string, href: string | null = null, person = false) => ({
    label: ctx.t(`sales.document.${name}`),
    text,
    href,
    tags: null,
    person,
  })
  const ref = (name: string, person = false) => {
    const { label, href } = asRef(data, name)
    return label === '' ? [] : [line(name, label, href, person)]
  }
  const day = (name: string, value: string | null) => (value ? [line(name, formatDay(value, ctx.locale))] : [])
  return [
    ...day('issuedOn', row.issuedOn),
    ...day('soldOn', row.soldOn),
    ...ref('case'),
    ...ref('order'),
    ...ref('owner', true),
  ]
}

/** Whom the draft would be for if it were issued now; nobody when the reader may not see him. */
async function draftBuyer(ctx: Ctx, { contractorId }: SalesDocument): Promise<Party | null> {
  const found = await seen(ctx, contractor).findById(contractorId)
  return found ? partyOf(ctx, found) : null
}

function marksOf(ctx: Ctx, { splitPayment, exemptions }: SalesDocument): string[] {
  return [...(splitPayment ? [ctx.t('sales.mark.split-payment')] : []), ...(exemptions ?? [])]
}

const PLAIN = { post: false, hidden: [], ask: null, key: null, look: null } as const

function actionsOf(ctx: Ctx, { id, state, version }: SalesDocument, canIssue: boolean, ask: string | null) {
  const at = `/sales/documents/${id}`
  const pdf = {
    ...PLAIN,
    label: ctx.t(state === 'draft' ? 'sales.document.preview' : 'sales.document.pdf'),
    href: `${at}/pdf`,
    icon: 'eye',
  }
  if (state === 'issued') {
    if (!ctx.can(may.sendDocuments)) return [pdf]
    return [
      pdf,
      { ...PLAIN, label: ctx.t('sales.document.send'), href: `${at}/mailings/new`, icon: 'mail', look: 'primary' },
    ]
  }
  if (!canIssue) return [pdf]
  const hidden = [{ name: 'version', value: String(version) }]
  return [
    pdf,
    { ...PLAIN, label: ctx.t('core.edit'), href: `${at}/edit`, icon: 'pencil', key: 'E' },
    {
      ...PLAIN,
      label: ctx.t('sales.document.issue'),
      href: `${at}/issue`,
      icon: 'check',
      look: 'primary',
      post: true,
      hidden,
      ask,
    },
  ]
}

function moreOf(ctx: Ctx, { id, state, version }: SalesDocument, canIssue: boolean) {
  if (!canIssue) return []
  const share = shareEntry(ctx, 'sales.document', id)
  if (state === 'issued') return [share]
  const hidden = [{ name: 'version', value: String(version) }]
  const ask = ctx.t('sales.document.remove.ask')
  const href = `/sales/documents/${id}/removal`
  return [share, { label: ctx.t('core.remove'), href, icon: 'trash', post: true, hidden, ask, danger: true }]
}
