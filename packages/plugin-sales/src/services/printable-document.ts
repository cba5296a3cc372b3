import { Contractor, decimalToMinor, notFound, type Ctx } from '@berberis/sdk'
import type { Party, Seller } from '../models/party.js'
import type { SalesDocument } from '../models/sales-document.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import { SalesDocumentRate } from '../models/sales-document-rate.js'
import type { PrintableDocument, PrintableLine, PrintableRate } from '../pdf/printable-document.js'
import { fromMicro } from '../quantity.js'
import { partyOf } from './buyer-of.js'
import { documentLineRows } from './document-line-rows.js'
import { judgeDocument } from './judge-document.js'
import { sellerOf } from './seller-of.js'
import { discountOf, typedDocumentLine } from './typed-again.js'

/** What is printed of a document: its frozen content, or of a draft what it would be if it were issued now. */
export async function printableDocument(ctx: Ctx, document: SalesDocument): Promise<PrintableDocument> {
  const { seller, buyer } = document
  if (document.state === 'issued' && seller && buyer) {
    const lines = await SalesDocumentLine.of(ctx, document.id)
    const rates = await SalesDocumentRate.of(ctx, document.id)
    return printed(document, { seller, buyer }, lines.map(lineOf), rates.map(rateOf))
  }
  return printedDraft(ctx, document)
}

async function printedDraft(ctx: Ctx, draft: SalesDocument): Promise<PrintableDocument> {
  const contractor = await Contractor.query(ctx.db).findById(draft.contractorId)
  if (!contractor) throw notFound()
  const parties = { seller: await sellerOf(ctx), buyer: await partyOf(ctx, contractor) }
  const { method, vatRounding, language, issuedOn, soldOn, orderId } = draft
  const kept = await SalesDocumentLine.of(ctx, draft.id)
  const about = { method, vatRounding, language, issuedOn, soldOn, orderId, discount: discountOf(draft) }
  const judged = await judgeDocument(ctx, { ...about, lines: kept.map(typedDocumentLine) })
  const rates = (judged.computed?.rates ?? []).map(({ vat, net, tax, gross }) => ({
    vat,
    netMinor: decimalToMinor(net),
    taxMinor: decimalToMinor(tax),
    grossMinor: decimalToMinor(gross),
  }))
  return printed(draft, parties, documentLineRows(draft.id, judged).map(lineOf), rates, ctx.today())
}

type LineRow = Pick<
  SalesDocumentLine,
  | 'position'
  | 'name'
  | 'qty'
  | 'unit'
  | 'unitPrice'
  | 'lineDiscountMinor'
  | 'documentShareMinor'
  | 'totalMinor'
  | 'vatCode'
>

function lineOf({ qty, vatCode, ...line }: LineRow): PrintableLine {
  const { position, name, unit, unitPrice, lineDiscountMinor, documentShareMinor, totalMinor } = line
  return {
    position,
    name,
    unit,
    unitPrice,
    lineDiscountMinor,
    documentShareMinor,
    totalMinor,
    qty: fromMicro(qty),
    vat: vatCode,
  }
}

function rateOf({ vatCode, netMinor, taxMinor, grossMinor }: SalesDocumentRate): PrintableRate {
  return { vat: vatCode, netMinor, taxMinor, grossMinor }
}

function printed(
  document: SalesDocument,
  { seller, buyer }: { seller: Seller; buyer: Party },
  lines: readonly PrintableLine[],
  rates: readonly PrintableRate[],
  today?: string,
): PrintableDocument {
  const { account, bank } = seller
  return {
    number: document.number,
    issuedOn: document.issuedOn ?? today ?? '',
    soldOn: document.soldOn,
    place: document.place,
    currency: document.currency,
    method: document.method,
    seller: { ...printedParty(seller), account, bank },
    buyer: printedParty(buyer),
    lines,
    rates,
    totals: { netMinor: document.netMinor, taxMinor: document.taxMinor, grossMinor: document.grossMinor },
    dueMinor: document.dueMinor,
    dueOn: document.dueOn,
    paymentMethod: document.paymentMethod,
    marks: { splitPayment: Boolean(document.splitPayment), exemptionBasis: document.exemptions ?? [] },
    issuedBy: document.issuerName,
    note: document.note,
  }
}

function printedParty({ name, address, taxId, vatEuId, country }: Party) {
  return { name, addressLines: address, taxId, vatEuId, country }
}
