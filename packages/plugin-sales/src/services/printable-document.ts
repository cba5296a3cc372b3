import { refuseFields, type Ctx } from '@berberis/sdk'
import type { Party, Seller } from '../models/party.js'
import type { SalesDocument } from '../models/sales-document.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import { SalesDocumentRate } from '../models/sales-document-rate.js'
import { Unit } from '../models/unit.js'
import type { PrintableDocument, PrintableLine, PrintableRate } from '../pdf/printable-document.js'
import { fromMicro } from '../quantity.js'
import { draftBuyerOf } from './buyer-of.js'
import { documentLineRows, documentRateRows } from './document-rows.js'
import { freezeDocument } from './freeze-document.js'
import { judgeDocument, type DocumentAbout } from './judge-document.js'
import { discountOf, typedDocumentLine } from './typed-again.js'

/** Lines and discount as somebody types them just now, in place of those that are kept. */
export type TypedContent = Pick<DocumentAbout, 'discount' | 'lines'>

/**
 * What is printed of a document: its frozen content, or of a draft what it would be if it were issued now. What is wrong
 * with `typed` content is refused as a save would; a kept draft is printed as far as it is sound.
 */
export async function printableDocument(
  ctx: Ctx,
  document: SalesDocument,
  typed?: TypedContent,
): Promise<PrintableDocument> {
  const { seller, buyer } = document
  if (document.state === 'issued' && seller && buyer) {
    const lines = await SalesDocumentLine.of(ctx, document.id)
    const rates = await SalesDocumentRate.of(ctx, document.id)
    return inItsLanguage(ctx, document, printed(document, { seller, buyer }, lines.map(lineOf), rates.map(rateOf)))
  }
  return printedDraft(ctx, document, typed)
}

/** Its days, marks and sums as they would be; what it lacks to be issued is told when it is. */
async function printedDraft(ctx: Ctx, draft: SalesDocument, typed?: TypedContent): Promise<PrintableDocument> {
  const issuedOn = draft.issuedOn ?? ctx.today()
  const days = { issuedOn, soldOn: draft.soldOn ?? issuedOn }
  const { method, vatRounding, language, orderId } = draft
  const about = { method, vatRounding, language, orderId, ...days }
  const judged = await judgeDocument(ctx, { ...about, ...(typed ?? (await keptContent(ctx, draft))) })
  if (typed && judged.refusals.length > 0) throw refuseFields(judged.refusals)

  const sound = { ...judged, computed: judged.meanwhile }
  const buyer = await draftBuyerOf(ctx, draft.contractorId)
  const { parties, fields } = await freezeDocument(ctx, draft, { ...sound, ...days, buyer })
  const would = Object.assign(draft.$clone(), fields, { exemptions: parties.exemptions })
  const lines = documentLineRows(draft.id, sound).map(lineOf)
  return inItsLanguage(ctx, draft, printed(would, parties, lines, documentRateRows(draft.id, sound).map(rateOf)))
}

async function keptContent(ctx: Ctx, draft: SalesDocument): Promise<TypedContent> {
  const lines = await SalesDocumentLine.of(ctx, draft.id)
  return { discount: discountOf(draft), lines: lines.map(typedDocumentLine) }
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

type RateRow = Pick<SalesDocumentRate, 'vatCode' | 'netMinor' | 'taxMinor' | 'grossMinor'>

function rateOf({ vatCode, netMinor, taxMinor, grossMinor }: RateRow): PrintableRate {
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
