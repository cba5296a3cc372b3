import { decimalToMinor, type Ctx } from '@berberis/sdk'
import { amountInWords } from '../arithmetic/amount-in-words.js'
import type { Method, VatRounding } from '../arithmetic/document.js'
import type { TypedDiscount, TypedLine } from '../typed-line.js'
import { judgeDocument } from './judge-document.js'

export interface Calculation {
  readonly method: Method
  readonly vatRounding: VatRounding
  readonly language: 'pl' | 'en'
  readonly day: string | null
  readonly orderId: number | null
  readonly discount: TypedDiscount | null
  readonly lines: readonly TypedLine[]
}

export interface CalculatedLine {
  /** Its place among the typed ones. */
  readonly at: number
  readonly name: string
  readonly unit: string
  /** Decimal string, the one that will stand on the document. */
  readonly unitPrice: string
  readonly vatCode: string
  readonly totalMinor: number | null
}

export interface Calculated {
  readonly lines: readonly CalculatedLine[]
  /** What is known already of lines that are not finished: unit, price and VAT code of their product. */
  readonly unfinished: readonly Omit<CalculatedLine, 'name' | 'totalMinor'>[]
  readonly rates: readonly { vat: string; netMinor: number; taxMinor: number; grossMinor: number }[]
  readonly netMinor: number
  readonly taxMinor: number
  readonly grossMinor: number
  /** Amount due in words, in the language of the document. */
  readonly words: string
  /** Refusals as messages, by path (`lines.0.qty`); nothing is thrown, since people are still typing. */
  readonly faults: readonly { path: string; code: string; message: string }[]
}

/**
 * What a document would come to as it is typed just now; the very functions that will issue it. Writes nothing. A quantity
 * that is not typed yet is no fault: people are on their way to it.
 */
export async function calculate(ctx: Ctx, { day, ...typed }: Calculation): Promise<Calculated> {
  const {
    lines,
    guesses,
    meanwhile: computed,
    refusals,
  } = await judgeDocument(ctx, { ...typed, issuedOn: day, soldOn: null })
  const total = computed?.total ?? { net: '0.00', tax: '0.00', gross: '0.00' }
  return {
    lines: lines.map(({ at, name, unit, unitPrice, vatCode }, index) => {
      const amounts = computed?.lines[index]
      return { at, name, unit, unitPrice, vatCode, totalMinor: amounts ? decimalToMinor(amounts.total) : null }
    }),
    unfinished: guesses,
    rates: (computed?.rates ?? []).map(({ vat, net, tax, gross }) => ({
      vat,
      netMinor: decimalToMinor(net),
      taxMinor: decimalToMinor(tax),
      grossMinor: decimalToMinor(gross),
    })),
    netMinor: decimalToMinor(total.net),
    taxMinor: decimalToMinor(total.tax),
    grossMinor: decimalToMinor(total.gross),
    words: amountInWords(total.gross, 'PLN', typed.language),
    faults: refusals
      .filter(({ path }) => !isToCome(path, typed.lines))
      .map(({ path, code, params }) => ({ path, code, message: ctx.t(code, params) })),
  }
}

function isToCome(path: string, lines: readonly TypedLine[]): boolean {
  const [, at] = /^lines\.(\d+)\.qty$/.exec(path) ?? []
  return at !== undefined && !lines[Number(at)]?.qty?.trim()
}
