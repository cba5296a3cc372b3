import { fromScaled, roundHalfUp, toScaled } from '@berberis/sdk'
import { amountInWords } from './amount-in-words.js'
import type { ComputedDocument, ComputedLine, DocumentFault, DocumentInput } from './document.js'
import { applyDiscounts } from './document-discounts.js'
import { computeLine, valueOf, type LineAmounts } from './line-amounts.js'
import { rateRows, type RateAmounts } from './rate-rows.js'
import { splitPayment } from './split-payment.js'

/** In grosze; far enough below 2^53 for tax and packaging to come on top. */
const LARGEST = 10n ** 15n

/**
 * All amounts of a document, to the grosz, half away from zero (fiscal §2): value = qty × price → line discount →
 * document discounts spread over the lines → VAT per rate or per line, from net or from gross → totals as sums of the
 * rate rows. The same function serves the page, the issue and the tests.
 *
 * `words` are Polish. Faults: `sales.bad-quantity`, `sales.bad-price`, `sales.discount-out-of-range`,
 * `sales.unknown-line`, `sales.bad-amount` (beyond 10^13 of the currency). Throws RangeError for a text that is no
 * decimal or has too many places; schemas refuse those earlier.
 */
export function computeDocument(document: DocumentInput): ComputedDocument | DocumentFault {
  const lines: LineAmounts[] = []
  for (const line of document.lines) {
    const amounts = computeLine(line)
    if ('error' in amounts) return amounts
    lines.push(amounts)
  }
  if (sum(lines.map((line) => line.value)) > LARGEST) return { error: 'sales.bad-amount' }
  const discounts = applyDiscounts(lines, document.discounts ?? [])
  if ('error' in discounts) return discounts

  const rates = rateRows(lines, document.method, document.vatRounding)
  const deposits = sum((document.deposits ?? []).map(({ qty, price }) => valueOf(qty, price)))
  const gross = sum(rates.map((row) => row.gross))
  if (gross + deposits > LARGEST) return { error: 'sales.bad-amount' }

  return {
    lines: lines.map((line) => shownLine(line, document.vatRounding === 'perLine')),
    documentDiscount: decimal(sum(discounts.amounts)),
    ...(discounts.amounts.length > 1 ? { discounts: discounts.amounts.map(decimal) } : {}),
    ...shownTotals(document, rates),
    deposits: decimal(deposits),
    due: decimal(gross + deposits),
    words: amountInWords(decimal(gross + deposits), document.currency, 'pl'),
  }
}

function shownLine(line: LineAmounts, perLine: boolean): ComputedLine {
  return {
    no: line.no,
    value: decimal(line.value),
    lineDiscount: decimal(line.lineDiscount),
    documentDiscount: decimal(line.documentDiscount),
    total: decimal(line.left),
    ...(perLine ? { tax: decimal(line.tax) } : {}),
  }
}

function shownTotals(document: DocumentInput, rates: readonly RateAmounts[]) {
  const rows = rates.map(({ vat, net, tax, gross }) => ({
    vat,
    net: decimal(net),
    tax: decimal(tax),
    gross: decimal(gross),
  }))
  const total = {
    net: decimal(sum(rates.map((row) => row.net))),
    tax: decimal(sum(rates.map((row) => row.tax))),
    gross: decimal(sum(rates.map((row) => row.gross))),
  }
  const { required, grossPln } = splitPayment({
    gross: total.gross,
    currency: document.currency,
    exchangeRate: document.exchangeRate ?? null,
    rates: rows,
    annex15: document.lines.some((line) => line.annex15 === true),
    sellerTaxpayer: true,
    buyerTaxpayer: true,
  })
  const pln = typeof document.exchangeRate === 'string' ? inPln(rates, document.exchangeRate) : undefined

  return { rates: rows, total, splitPaymentRequired: required, grossPln, ...(pln === undefined ? {} : { pln }) }
}

/** Every rate row is converted by itself; the tax in PLN is the sum of the rows. */
function inPln(rates: readonly RateAmounts[], exchangeRate: string) {
  const factor = toScaled(exchangeRate, 8)
  const rows = rates.map(({ vat, net, tax }) => ({
    vat,
    net: roundHalfUp(net * factor, 10n ** 8n),
    tax: roundHalfUp(tax * factor, 10n ** 8n),
  }))
  return {
    rates: rows.map(({ vat, net, tax }) => ({ vat, net: decimal(net), tax: decimal(tax) })),
    tax: decimal(sum(rows.map((row) => row.tax))),
  }
}

const decimal = (minor: bigint) => fromScaled(minor, 2, 2)
const sum = (amounts: readonly bigint[]) => amounts.reduce((before, amount) => before + amount, 0n)
