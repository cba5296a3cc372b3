import {
  formatAmount,
  formatDay,
  formatDecimal,
  formatFigure,
  formatIban,
  formatTaxId,
  minorToDecimal,
} from '@berberis/sdk'
import { amountInWords } from '../arithmetic/amount-in-words.js'
import { transferTitle } from '../arithmetic/transfer-title.js'
import { type PrintLanguage, printTexts, type PrintTexts } from './print-texts.js'
import type { PrintableDocument, PrintableLine, PrintableParty } from './printable-document.js'

export type PrintFact = { label: string; value: string }

/** What the template is given: texts ready to be placed, in one language. A template adds nothing but looks. */
export type InvoicePrint = {
  language: PrintLanguage
  title: string
  number: string
  draft: boolean
  facts: PrintFact[]
  /** Seller, buyer and, when there is one, recipient. */
  parties: { label: string; name: string; lines: string[] }[]
  /** `discount` is empty when no line has one; the template then leaves the column out. */
  heads: {
    no: string
    name: string
    qty: string
    unit: string
    price: string
    discount: string
    value: string
    vat: string
  }
  lines: InvoicePrintLine[]
  /** Rate, net, tax, gross and, for a foreign currency with a known rate, the tax in PLN. */
  rates: { heads: string[]; rows: string[][]; total: string[] }
  due: { label: string; amount: string; wordsLabel: string; words: string }
  payment: PrintFact[]
  marks: string[]
  /** Short ones, which stay with the sums. */
  notes: PrintFact[]
  /** What was written to the buyer, if anything: none or one. */
  note: PrintFact[]
  page: { page: string; of: string }
}

export type InvoicePrintLine = {
  no: string
  name: string
  qty: string
  unit: string
  price: string
  discount: string
  value: string
  vat: string
}

/** A document as the texts of its print, in Polish or English. Pure; the numbers are those of the document, only shown. */
export function invoicePrint(document: PrintableDocument, language: PrintLanguage): InvoicePrint {
  const texts = printTexts[language]
  const discounted = document.lines.some((line) => discountMinor(line) > 0)

  return {
    language,
    title: texts.invoice,
    number: document.number ?? texts.draft,
    draft: document.number === null,
    facts: facts(document, texts, language),
    parties: parties(document, texts),
    heads: {
      no: texts.no,
      name: texts.name,
      qty: texts.qty,
      unit: texts.unit,
      price: texts.price[document.method],
      discount: discounted ? texts.discount : '',
      value: texts.value[document.method],
      vat: texts.vat,
    },
    lines: document.lines.map((line) => printLine(line, texts, language)),
    rates: rates(document, texts, language),
    due: {
      label: texts.due,
      amount: formatAmount(document.dueMinor, document.currency, language),
      wordsLabel: texts.words,
      words: amountInWords(minorToDecimal(document.dueMinor), document.currency, language),
    },
    payment: payment(document, texts, language),
    marks: marks(document, texts),
    notes: notes(document, texts, language),
    note: known([[texts.note, document.note]]),
    page: { page: texts.page, of: texts.of },
  }
}

function facts(document: PrintableDocument, texts: PrintTexts, language: PrintLanguage): PrintFact[] {
  const { soldOn, dueOn } = document
  return known([
    [texts.issuedOn, formatDay(document.issuedOn, language)],
    [texts.soldOn, soldOn ? formatDay(soldOn, language) : undefined],
    [texts.place, document.place],
    [texts.dueOn, dueOn ? formatDay(dueOn, language) : undefined],
    [texts.paymentMethod, texts.methods[document.paymentMethod]],
  ])
}

function parties(document: PrintableDocument, texts: PrintTexts): InvoicePrint['parties'] {
  const sides: [string, PrintableParty | null | undefined][] = [
    [texts.seller, document.seller],
    [texts.buyer, document.buyer],
    [texts.recipient, document.recipient],
  ]
  return sides.flatMap(([label, party]) =>
    party ? [{ label, name: breakable(party.name), lines: partyLines(party, texts) }] : [],
  )
}

function partyLines(party: PrintableParty, texts: PrintTexts): string[] {
  const country = party.country ?? 'PL'
  const taxLabel = country === 'PL' ? texts.taxId : texts.foreignTaxId
  return [
    ...party.addressLines.map(breakable),
    ...(party.taxId ? [`${taxLabel}: ${formatTaxId(party.taxId, country)}`] : []),
    ...(party.vatEuId ? [`${texts.vatEuId}: ${party.vatEuId}`] : []),
  ]
}

function printLine(line: PrintableLine, texts: PrintTexts, language: PrintLanguage): InvoicePrintLine {
  const discount = discountMinor(line)
  return {
    no: String(line.position),
    name: breakable(line.name),
    qty: formatDecimal(line.qty, language),
    unit: line.unit,
    price: formatDecimal(line.unitPrice, language, 2),
    discount: discount > 0 ? formatFigure(discount, language) : '–',
    value: formatFigure(line.totalMinor, language),
    vat: rateName(line.vat, texts),
  }
}

function discountMinor(line: PrintableLine): number {
  return line.lineDiscountMinor + line.documentShareMinor
}

function rates(document: PrintableDocument, texts: PrintTexts, language: PrintLanguage): InvoicePrint['rates'] {
  const inPln = document.currency !== 'PLN' && document.rates.some((row) => row.taxPlnMinor != null)
  const taxPln = document.rates.reduce((sum, row) => sum + (row.taxPlnMinor ?? 0), 0)
  const row = (name: string, net: number, tax: number, gross: number, pln: number) => [
    name,
    ...[net, tax, gross, ...(inPln ? [pln] : [])].map((minor) => formatFigure(minor, language)),
  ]
  const { netMinor, taxMinor, grossMinor } = document.totals

  return {
    heads: [texts.rate, texts.net, texts.tax, texts.gross, ...(inPln ? [texts.taxPln] : [])],
    rows: document.rates.map((rate) =>
      row(rateName(rate.vat, texts), rate.netMinor, rate.taxMinor, rate.grossMinor, rate.taxPlnMinor ?? 0),
    ),
    total: row(texts.total, netMinor, taxMinor, grossMinor, taxPln),
  }
}

/** A code of digits is a percentage; the others have names. */
function rateName(vat: string, texts: PrintTexts): string {
  if (/^\d+$/.test(vat)) return `${vat}%`
  const names: Readonly<Record<string, string>> = texts.rates
  return names[vat] ?? vat
}

/** Where a transfer is to go; who pays at the till has nothing to look up. */
function payment(document: PrintableDocument, texts: PrintTexts, language: PrintLanguage): PrintFact[] {
  const { seller, marks, paymentMethod } = document
  if (paymentMethod !== 'transfer' && !marks.splitPayment) return []
  return known([
    [texts.account, seller.account ? account(seller.account, language) : undefined],
    [texts.bank, seller.bank],
    [texts.transferTitle, marks.splitPayment ? splitTitle(document) : undefined],
  ])
}

/** Who reads English may pay from abroad and needs the country of the account. */
function account(iban: string, language: PrintLanguage): string {
  return language === 'en' && iban.startsWith('PL') ? `PL${formatIban(iban)}` : formatIban(iban)
}

/** The tax of a split payment is always in PLN. It is copied into a bank's form: it bears no invisible signs. */
function splitTitle({ rates: rows, totals, currency, seller, number }: PrintableDocument): string | undefined {
  if (number === null || !seller.taxId) return undefined
  const tax = currency === 'PLN' ? totals.taxMinor : rows.reduce((sum, row) => sum + (row.taxPlnMinor ?? 0), 0)
  return transferTitle({ tax: minorToDecimal(tax), sellerTaxId: seller.taxId, number })
}

function notes(document: PrintableDocument, texts: PrintTexts, language: PrintLanguage): PrintFact[] {
  return known([
    [texts.exchange, exchange(document, texts, language)],
    [texts.issuedBy, document.issuedBy],
  ])
}

function exchange({ exchange: used, currency }: PrintableDocument, texts: PrintTexts, language: PrintLanguage) {
  if (!used) return undefined
  const values = { rate: formatDecimal(used.rate, language, 4), table: used.table, day: formatDay(used.day, language) }
  return fill(texts.exchangeText, { currency, ...values })
}

function marks({ marks: set, rates: rows }: PrintableDocument, texts: PrintTexts): string[] {
  const has = (vat: string) => rows.some((row) => row.vat === vat)
  return [
    ...(set.splitPayment ? [texts.splitPayment] : []),
    ...(has('oo') || has('np II') ? [texts.reverseCharge] : []),
    ...(has('np I') ? [texts.outside] : []),
    ...[...new Set(set.exemptionBasis)].map((basis) => fill(texts.exemption, { basis })),
  ]
}

function known(facts: readonly (readonly [string, string | null | undefined])[]): PrintFact[] {
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** A name that is one long run of signs would leave its column: it may then be broken after every eighth of them. */
function breakable(text: string): string {
  return text.replace(/[^\s-]{25,}/gu, (run) =>
    [...run].map((sign, at) => (at % 8 === 7 ? `${sign}\u200b` : sign)).join(''),
  )
}
