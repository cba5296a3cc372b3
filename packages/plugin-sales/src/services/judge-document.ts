import type { Ctx, FieldRefusal } from '@berberis/sdk'
import type { ComputedDocument, Discount, Method, VatRounding } from '../arithmetic/document.js'
import type { TypedDiscount, TypedLine } from '../typed-line.js'
import { computeLines } from './compute-lines.js'
import { readDiscount, sayTo } from './read-line.js'
import { resolveLines, type GuessedLine, type ResolvedLine } from './resolve-lines.js'

/** What of a document its lines and amounts follow from. */
export interface DocumentAbout {
  readonly method: Method
  readonly vatRounding: VatRounding
  readonly language: 'pl' | 'en'
  readonly issuedOn: string | null
  readonly soldOn: string | null
  readonly orderId: number | null
  readonly discount: TypedDiscount | null
  readonly lines: readonly TypedLine[]
}

export interface JudgedDocument {
  readonly lines: readonly ResolvedLine[]
  /** What is known already of lines that were refused. */
  readonly guesses: readonly GuessedLine[]
  readonly taxDay: string
  readonly discount: Discount | null
  /** Null when a line or a discount was refused. */
  readonly computed: ComputedDocument | null
  /** The amounts of the lines that are sound, whatever else was refused: what an editor shows meanwhile. */
  readonly meanwhile: ComputedDocument | null
  readonly refusals: FieldRefusal[]
}

/** Fills in and computes a document as it would be issued today; the same for the editor, a save and the issue. */
export async function judgeDocument(ctx: Ctx, about: DocumentAbout): Promise<JudgedDocument> {
  const { method, vatRounding, language, orderId } = about
  const taxDay = about.soldOn ?? about.issuedOn ?? ctx.today()
  const { lines, guesses, refusals } = await resolveLines(ctx, about.lines, { method, language, orderId, taxDay })
  const discount = readDiscount(about.discount, sayTo(refusals)) ?? null
  const sums = computeLines(lines, { method, vatRounding, currency: 'PLN', discount })
  if ('refusals' in sums) {
    const all = [...refusals, ...sums.refusals]
    return { lines, guesses, taxDay, discount, computed: null, meanwhile: null, refusals: all }
  }
  const computed = refusals.length === 0 ? sums.computed : null
  return { lines, guesses, taxDay, discount, computed, meanwhile: sums.computed, refusals }
}
