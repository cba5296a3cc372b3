import { seenOne, Type, type Ctx, type RefusedForm, type Static } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { documentInput, orderInput } from '../inputs.js'
import { buyerRows } from '../pages/buyer-rows.js'
import { asTyped, refusedLines } from '../pages/editor-lines.js'
import { calculationHead, refusedDiscount } from '../pages/editor.js'
import { headFaults } from '../pages/head-faults.js'
import { orderEditor } from '../pages/order-editor.js'
import { documentEditor, termsTyped } from '../pages/document-editor.js'
import { issueOf, issueQuestion } from '../pages/issue-question.js'
import { outputsOf } from '../pages/outputs.js'
import type { Pager } from '../pages/pager.js'
import { paymentTerms } from '../pages/payment-terms.js'
import { calculate } from '../services/calculate.js'

const id = Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 }))

/**
 * Whatever the editor of an order or a document sends, half typed as it may be. `without` is the number of a line to leave
 * out: how a line is removed by a browser without scripts.
 */
export const calculationBody = Type.Object(
  {
    ...orderInput.properties,
    ...documentInput.properties,
    without: Type.Optional(Type.Integer({ minimum: 0, maximum: 9999 })),
  },
  { additionalProperties: false },
)

/**
 * The record the editor stands on: a browser without scripts gets its page again, and parts of an order are looked up in
 * the order that the document invoices.
 */
export const calculationQuery = Type.Object({ order: id, document: id })

interface Asked {
  readonly ctx: Ctx
  readonly body: Static<typeof calculationBody>
  readonly query: Static<typeof calculationQuery>
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** At the page door: the names that were sent. */
  readonly typed: ReadonlyMap<string, unknown> | null
}

/**
 * What the lines come to as they are typed. A program gets JSON, the editor the outputs to put in their places, and a
 * browser without scripts the whole editor with everything typed. `told` is what was found wrong before it came here.
 */
export async function showCalculation(
  { ctx, body, query, headers, typed }: Asked,
  reply: Pager,
  editor: 'order' | 'document',
  told: RefusedForm['errors'] = [],
): Promise<unknown> {
  const { without, ...kept } = body
  const numbers = numbersOf(typed)
  const out = without !== undefined && numbers.length > 0 ? numbers.indexOf(without) : without
  const { method = 'net', vatRounding = 'perRate', language = 'pl', discount = null } = body
  const lines = (body.lines ?? []).filter((_line, at) => at !== out)
  const day = body.soldOn ?? body.issuedOn ?? body.day ?? null
  const calculated = await calculate(ctx, {
    method,
    vatRounding,
    language,
    discount,
    lines,
    day,
    orderId: await invoicedBy(ctx, query.document),
  })
  if (ctx.origin === 'page' && headers['hx-request'] !== 'true') {
    return editor === 'order'
      ? orderEditor(ctx, reply, { ...(query.order && { id: query.order }), typed: { ...kept, lines } })
      : documentEditor(ctx, reply, { ...(query.document && { id: query.document }), typed: { ...kept, lines } })
  }
  const faults = [...told.map((fault) => ({ ...fault, code: '' })), ...calculated.faults]
  const terms = editor === 'document' ? termsOf(ctx, body) : []
  return reply.page('sales/outputs', calculated, {
    title: ctx.t('sales.calculation'),
    extras: async () => ({
      ...outputsOf(ctx, { ...calculated, faults, terms }, lines, numbers),
      head: headFaults(editor, told),
      buyerRows: await buyerRows(ctx, body.contractorId),
      issue: editor === 'document' ? issueOf(ctx, query.document ?? null, issueQuestion(ctx, calculated)) : null,
    }),
  })
}

/**
 * What could not be read, or is still sought, stops no calculation (`RefusedForm` 200): the rest is computed, and each fault
 * told at its place. A browser without scripts gets the editor with all that, and with what was found.
 */
export function calculationAgain(editor: 'order' | 'document') {
  return async (
    { ctx, query, headers, typed }: Pick<Asked, 'ctx' | 'headers' | 'typed'> & { query: unknown },
    reply: Pager,
    refused: RefusedForm,
  ): Promise<unknown> => {
    const asked = readQuery(query)
    if (refused.status !== 200 || !asked) return undefined
    if (headers['hx-request'] === 'true')
      return showCalculation(
        { ctx, query: asked, headers, typed, body: readable(refused) },
        reply,
        editor,
        refused.errors,
      )
    const id = asked[editor]
    const editing = { ...(id && { id }), refused }
    return editor === 'order' ? orderEditor(ctx, reply, editing) : documentEditor(ctx, reply, editing)
  }
}

/** It may be texts yet. Null when it does not fit: then there is nothing to compute. */
function readQuery(query: unknown): Asked['query'] | null {
  const { order, document } = (query ?? {}) as Readonly<Record<string, unknown>>
  const sent = Object.entries({ order, document }).filter(([, value]) => value !== undefined)
  const fits = sent.every(([, value]) => /^[1-9]\d{0,8}$/.test(String(value)))
  return fits ? Object.fromEntries(sent.map(([name, value]) => [name, Number(value)])) : null
}

/** Of a form with texts that cannot be read, what a calculation can use. */
function readable({ values }: RefusedForm): Asked['body'] {
  const { day, ...head } = calculationHead(values)
  const contractorId = Number(values.contractorId)
  return {
    ...head,
    ...termsTyped(values),
    ...(day && { day }),
    ...(contractorId > 0 && { contractorId }),
    discount: refusedDiscount(values),
    lines: asTyped(refusedLines(values)),
  }
}

function termsOf(ctx: Ctx, { paymentMethod = 'transfer', paymentDays, splitPayment }: Asked['body']): string[] {
  return paymentTerms(ctx, { paymentMethod, paymentDays, splitPayment })
}

/** The order a document invoices parts of; 404 when the document may not be seen, for its lines would tell of the order. */
async function invoicedBy(ctx: Ctx, document: number | undefined): Promise<number | null> {
  return document === undefined ? null : (await seenOne(ctx, salesDocument, document)).orderId
}

/** The numbers of the lines as the page has them, in their order. */
function numbersOf(typed: Asked['typed']): number[] {
  const numbers = [...(typed?.keys() ?? [])].flatMap((name) => /^lines\.(\d{1,4})\./.exec(name)?.[1] ?? [])
  return [...new Set(numbers.map(Number))].sort((a, b) => a - b)
}
