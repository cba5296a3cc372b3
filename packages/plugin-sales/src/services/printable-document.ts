import { addDays, Contractor, decimalToMinor, notFound, type Ctx } from '@berberis/sdk'
import { splitPayment } from '../arithmetic/split-payment.js'
import type { Party, Seller } from '../models/party.js'
import type { SalesDocument } from '../models/sales-document.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import { SalesDocumentRate } from '../models/sales-document-rate.js'
import { Unit } from '../models/unit.js'
import type { PrintableDocument, PrintableLine, PrintableRate } from '../pdf/printable-document.js'
import { fromMicro } from '../quantity.js'
import { settings } from '../settings.js'
import { isTaxpayer, partyOf } from './buyer-of.js'
import { documentLineRows } from './document-line-rows.js'
import { exemptionsOf } from './freeze-document.js'
import { judgeDocument } from './judge-document.js'
import { sellerOf } from './seller-of.js'
import { discountOf, typedDocumentLine } from './typed-again.js'

/** What is printed of a document: its frozen content, or of a draft what it would be if it were issued now. */
export async function printableDocument(ctx: Ctx, document: SalesDocument): Promise<PrintableDocument> {
  const { seller, buyer } = document
  if (document.state === 'issued' && seller && buyer) {
    const lines = await SalesDocumentLine.of(ctx, document.id)
    const rates = await SalesDocumentRate.of(ctx, document.id)
    return inItsLanguage(ctx, document, printed(document, { seller, buyer }, lines.map(lineOf), rates.map(rateOf)))
  }
  return printedDraft(ctx, document)
}

/** Its days, marks and sums as they would be; what it lacks to be issued is told when it is. */
async function printedDraft(ctx: Ctx, draft: SalesDocument): Promise<PrintableDocument> {
  const contractor = await Contractor.query(ctx.db).findById(draft.contractorId)
  if (!contractor) throw notFound()
  const parties = { seller: await sellerOf(ctx), buyer: await partyOf(ctx, contractor) }
  const { method, vatRounding, language, orderId, paymentDays } = draft
  const issuedOn = draft.issuedOn ?? ctx.today()
  const days = { issuedOn, soldOn: draft.soldOn ?? issuedOn }
  const kept = await SalesDocumentLine.of(ctx, draft.id)
  const about = { method, vatRounding, language, ...days, orderId, discount: discountOf(draft) }
  const { lines, computed, ...judged } = await judgeDocument(ctx, { ...about, lines: kept.map(typedDocumentLine) })
  const required = splitPayment({
    gross: computed?.total.gross ?? '0',
    currency: draft.currency,
    annex15: lines.some(({ annex15 }) => annex15),
    sellerTaxpayer: parties.seller.taxId !== null,
    buyerTaxpayer: isTaxpayer(contractor),
  }).required
  const rates = (computed?.rates ?? []).map(({ vat, net, tax, gross }) => ({
    vat,
    netMinor: decimalToMinor(net),
    taxMinor: decimalToMinor(tax),
    grossMinor: decimalToMinor(gross),
  }))
  const would = Object.assign(draft.$clone(), {
    ...days,
    dueOn: addDays(issuedOn, paymentDays ?? (await ctx.settings('sales', settings)).paymentDays),
    splitPayment: required || Boolean(draft.splitPayment),
    exemptions: exemptionsOf(lines),
  })
  const rows = documentLineRows(draft.id, { ...judged, lines, computed })
  return inItsLanguage(ctx, draft, printed(would, parties, rows.map(lineOf), rates))
}

/** Who reads English is told „piece”, not „szt”. */
async function inItsLanguage(
  ctx: Ctx,
  { language }: SalesDocument,
  document: PrintableDocument,
): Promise<PrintableDocument> {
  if (language === 'pl') return document
  const names = new Map((await Unit.query(ctx.db)).map(({ code, nameEn }) => [code, nameEn]))
  return { ...document, lines: document.lines.map((line) => ({ ...line, unit: names.get(line.unit) ?? line.unit })) }
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
): PrintableDocument {
  const { account, bank } = seller
  return {
    number: document.number,
    issuedOn: document.issuedOn ?? '',
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
