import type { Ctx, FieldRefusal } from '@berberis/sdk'
import type { Method } from '../arithmetic/document.js'
import { isBlank, type TypedLine } from '../typed-line.js'
import type { VatRateKey } from '../vat-rates.js'
import { catalogueFor, type Catalogue } from './catalogue-for.js'
import { placesOf, readDiscount, readPrice, readQuantity } from './read-line.js'
import { resolveOrderPart } from './resolve-order-part.js'

/** A line with everything it needs to be computed and kept. Decimals are canonical strings. */
export interface ResolvedLine {
  /** Where it stood among the typed ones; refusals are told there. */
  readonly at: number
  readonly productId: number | null
  readonly orderLineId: number | null
  readonly name: string
  readonly qty: string
  readonly unit: string
  readonly unitPrice: string
  readonly discount: { readonly type: 'percent' | 'amount'; readonly value: string } | null
  readonly vatRate: VatRateKey
  readonly vatCode: string
  readonly annex15: boolean
  readonly gtu: string | null
  readonly exemptionBasis: string | null
  /** Grosze of the order's discount that go with the part of an order line. */
  readonly orderShareMinor: number
}

/** What a line would have of its product, while something of it is still missing or wrong. */
export interface GuessedLine {
  readonly at: number
  readonly unit: string
  readonly unitPrice: string
  readonly vatCode: string
}

export interface LinesAbout {
  readonly method: Method
  /** Local day whose VAT codes hold. */
  readonly taxDay: string
  readonly language: 'pl' | 'en'
  /** The order whose lines may be invoiced; others are unknown lines. */
  readonly orderId?: number | null
}

/**
 * Fills typed lines in from the catalogue, or from the order they invoice, and judges each by itself. Empty lines are
 * left out. All refusals are collected, as `lines.0.qty`; a refused line is not among the resolved ones.
 */
export async function resolveLines(
  ctx: Ctx,
  typed: readonly TypedLine[],
  about: LinesAbout,
): Promise<{ lines: ResolvedLine[]; guesses: GuessedLine[]; refusals: FieldRefusal[] }> {
  const catalogue = await catalogueFor(ctx, typed, about)
  const lines: ResolvedLine[] = []
  const guesses: GuessedLine[] = []
  const refusals: FieldRefusal[] = []

  typed.forEach((line, at) => {
    if (isBlank(line)) return
    const faults: FieldRefusal[] = []
    const say = (field: string, code: string, params?: FieldRefusal['params']) => {
      faults.push({ path: `lines.${at}.${field}`, code, ...(params && { params }) })
    }
    const resolved = line.orderLineId
      ? resolveOrderPart(catalogue, line, at, say)
      : resolveLine(catalogue, line, at, about, { say, guess: (guessed) => guesses.push(guessed) })
    refusals.push(...faults)
    if (resolved && faults.length === 0) lines.push(resolved)
  })
  return { lines, guesses, refusals }
}

export type Say = (field: string, code: string, params?: FieldRefusal['params']) => void

function resolveLine(
  catalogue: Catalogue,
  line: TypedLine,
  at: number,
  about: LinesAbout,
  { say, guess }: { say: Say; guess: (guessed: GuessedLine) => void },
) {
  const product = line.productId ? catalogue.products.get(line.productId) : undefined
  if (line.productId && !product) say('productId', 'core.unknown-record')
  if (product?.withdrawnAt) say('productId', 'sales.withdrawn-product', { name: product.namePl })

  const ownName = about.language === 'en' ? (product?.nameEn ?? product?.namePl) : product?.namePl
  const name = line.name?.trim() || ownName
  if (!name) say('name', 'core.required')
  else if (/[\r\n\t]/.test(name)) say('name', 'sales.bad-name')

  const unit = catalogue.unit(line.unit?.trim() || null, product)
  if (!unit) say('unit', 'sales.unknown-unit')

  const rate = catalogue.rate(line.vatRate || product?.vatRate || 'standard')
  if (!rate) say('vatRate', 'sales.unknown-rate')
  else if (!rate.code) say('vatRate', 'sales.no-vat-rate', { day: about.taxDay })

  const qty = readQuantity(line.qty, placesOf(product, unit), say)
  const unitPrice = readPrice(line.unitPrice, { product, method: about.method, vatCode: rate?.code ?? null }, say)
  const discount = readDiscount(line.discount ?? null, say)
  if (!name || !unit || !rate?.code || qty === null || unitPrice === null || discount === undefined) {
    guess({ at, unit: unit?.code ?? '', unitPrice: unitPrice ?? '', vatCode: rate?.code ?? '' })
    return null
  }

  return {
    at,
    productId: product?.id ?? null,
    orderLineId: null,
    name,
    qty,
    unit: unit.code,
    unitPrice,
    discount,
    vatRate: rate.key,
    vatCode: rate.code,
    ...catalogue.marks(product, rate.code),
    orderShareMinor: 0,
  }
}
