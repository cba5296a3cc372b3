import { mustEdit, seen, seenOne, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { documentForm } from '../forms/document.js'
import type { DocumentInput } from '../inputs.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import type { SalesDocument } from '../models/sales-document.js'
import { invoiceNumbers } from '../series.js'
import { discountOf } from '../services/typed-again.js'
import { settings } from '../settings.js'
import { issueOf } from './issue-question.js'
import { calculationHead, editorView, mustBeDraft, oneOf, refusedDiscount, type Values } from './editor.js'
import { keptLines, refusedLines, typedLines } from './editor-lines.js'
import type { Editing } from './order-editor.js'
import type { Pager } from './pager.js'
import { paymentTerms } from './payment-terms.js'

/** The page on which an invoice is written. 404 and 403 as for a save. Of one that stands: on to its
 * page, for whoever goes back; `sales.issued` when a change of it was sent. */
export async function documentEditor(ctx: Ctx, reply: Pager, editing: Editing<DocumentInput>): Promise<unknown> {
  const { id, refused } = editing
  const row = id === undefined ? null : await seenOne(ctx, salesDocument, id)
  if (row) {
    await mustEdit(ctx, salesDocument, row)
    if (row.state !== 'draft' && (!refused || refused.draft)) return reply.saved({}, `/sales/documents/${row.id}`)
    mustBeDraft(row, 'sales.issued')
  }
  const source = await sourceOf(ctx, row, editing)
  const { values } = source
  const at = row ? `/sales/documents/${row.id}` : '/sales/documents'
  const title = ctx.t(row ? 'sales.document.edit' : 'sales.document.new')
  const view = await editorView(ctx, {
    form: documentForm,
    ...source,
    head: { ...calculationHead(values), orderId: row?.orderId ?? null },
    action: at,
    cancel: at,
    calculation: `/sales/documents/calculation${row ? `?document=${row.id}` : ''}`,
    version: row?.version ?? null,
    terms: paymentTerms(ctx, termsTyped(values)),
    refused,
  })
  const crumbs = [{ label: ctx.t('sales.documents'), href: '/sales/documents' }, { label: title }]
  const page = {
    ...view,
    heading: ctx.t('sales.document.kind.invoice'),
    sub: [ctx.t('sales.document.editor.sub'), await lastNumber(ctx)].filter(Boolean).join(' · '),
    issue: issueOf(ctx, row?.id ?? null, view.ask),
    preview: `/sales/documents/preview${row ? `?document=${row.id}` : ''}`,
  }
  return reply.page('sales/editor', page, { title, crumbs })
}

/** The last number that one may see, for whoever asks himself where the series is. */
async function lastNumber(ctx: Ctx): Promise<string> {
  const issued = seen(ctx, salesDocument).where({ series: invoiceNumbers.id })
  const last = await issued.orderBy('period', 'desc').orderBy('ordinal', 'desc').first()
  return last?.number ? ctx.t('sales.document.editor.last', { number: last.number }) : ''
}

/** As JSON, or as a refused form has them: texts, a tick with its companion before it. */
export function termsTyped({ paymentMethod, paymentDays, splitPayment }: Values) {
  const days = /^\d{1,4}$/.test(String(paymentDays)) ? Number(paymentDays) : null
  return {
    paymentMethod: oneOf(paymentMethod, 'transfer', 'cash', 'card'),
    paymentDays: days,
    splitPayment: [splitPayment].flat().some((one) => one === true || one === 'on'),
  }
}

async function sourceOf(ctx: Ctx, row: SalesDocument | null, { given, refused, typed }: Editing<DocumentInput>) {
  if (refused) {
    const { values } = refused
    return { values, lines: refusedLines(values), discount: refusedDiscount(values) }
  }
  if (typed) return { values: typed as Values, lines: typedLines(typed.lines ?? []), discount: typed.discount ?? null }
  if (row) {
    return {
      values: { ...row.toJSON(), splitPayment: Boolean(row.splitPayment) } as Values,
      lines: keptLines(ctx, await SalesDocumentLine.of(ctx, row.id)),
      discount: discountOf(row),
    }
  }
  const { paymentDays, placeOfIssue } = await ctx.settings('sales', settings)
  const values: Values = {
    contractorId: given?.contractor,
    caseId: given?.case,
    paymentMethod: 'transfer',
    paymentDays,
    method: 'net',
    vatRounding: 'perRate',
    language: 'pl',
    place: placeOfIssue,
    ownerId: ctx.operator?.id,
  }
  return { values, lines: [], discount: null }
}
