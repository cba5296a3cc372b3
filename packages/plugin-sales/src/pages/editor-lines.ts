import { findRef, formatDecimal, soughtIn, type Ctx, type FoundRef, type RefusedForm } from '@berberis/sdk'
import { product } from '../entities/product.js'
import type { OrderLine } from '../models/order-line.js'
import type { SalesDocumentLine } from '../models/sales-document-line.js'
import { fromMicro } from '../quantity.js'
import { isBlank, type TypedLine } from '../typed-line.js'

/** A line of the grid as its inputs have it: texts, in the writing of the operator. */
export interface EditorLine {
  readonly productId: string
  readonly orderLineId: string
  readonly name: string
  readonly qty: string
  readonly unit: string
  readonly unitPrice: string
  readonly discountType: string
  readonly discountValue: string
  readonly vatRate: string
  /** What a browser without scripts sends to find a product. */
  readonly 'productId.text'?: string
  readonly 'productId.asked'?: string
  readonly 'productId.search'?: string
  /** And what was found for it. */
  readonly found?: FoundRef | undefined
}

const EMPTY: EditorLine = {
  productId: '',
  orderLineId: '',
  name: '',
  qty: '',
  unit: '',
  unitPrice: '',
  discountType: 'percent',
  discountValue: '',
  vatRate: '',
}

/** Lines whose products are looked for at a time; nobody fills in so many between two looks. */
const SOUGHT = 20

/** Lines with the products that are sought for them without a script; what is left is sought when they are sent again. */
export async function foundLines(ctx: Ctx, lines: readonly EditorLine[]): Promise<EditorLine[]> {
  const now = new Set(lines.filter(isSought).slice(0, SOUGHT))
  return Promise.all(
    lines.map(async (line) => {
      if (!isSought(line)) return line
      const found = now.has(line) ? await findRef(ctx, product, { ...line }, { name: 'productId' }) : unsought(line)
      return found ? { ...line, productId: found.value, found } : line
    }),
  )
}

function unsought(line: EditorLine): FoundRef {
  return { text: line['productId.text'] ?? '', asked: '', value: '', label: '', options: [], said: undefined }
}

const isSought = (line: EditorLine): boolean => soughtIn({ ...line }, 'productId') !== null

/** Up to the last that is filled in, and one that is empty, for whoever goes on typing. */
export function withEmptyLine(lines: readonly EditorLine[]): EditorLine[] {
  const filled = (line: EditorLine) => line.found !== undefined || isSought(line) || !isBlank(line)
  return [...lines.slice(0, 1 + lines.findLastIndex(filled)), EMPTY]
}

/** Lines of a form that came back refused, each in the place it is refused under; without the one that is taken out. */
export function refusedLines(values: RefusedForm['values']): EditorLine[] {
  const lines = new Map<number, Record<string, string>>()
  for (const [name, value] of Object.entries(values)) {
    const [, at, field] = /^lines\.(\d{1,4})\.([a-zA-Z.]+)$/.exec(name) ?? []
    if (at === undefined || field === undefined) continue
    const line = lines.get(Number(at)) ?? {}
    line[KEYS[field] ?? field] = String(Array.isArray(value) ? (value.at(-1) ?? '') : (value ?? ''))
    lines.set(Number(at), line)
  }
  lines.delete(Number(values.without ?? -1))
  return [...lines.entries()].sort(([a], [b]) => a - b).map(([, line]) => ({ ...EMPTY, ...line }))
}

const KEYS: Readonly<Record<string, string>> = { 'discount.type': 'discountType', 'discount.value': 'discountValue' }

/** Lines that were read, written back as they would be typed. */
export function typedLines(lines: readonly TypedLine[]): EditorLine[] {
  return lines.map((line) => ({
    productId: textOf(line.productId),
    orderLineId: textOf(line.orderLineId),
    name: line.name ?? '',
    qty: line.qty ?? '',
    unit: line.unit ?? '',
    unitPrice: line.unitPrice ?? '',
    discountType: line.discount?.type ?? 'percent',
    discountValue: line.discount?.value ?? '',
    vatRate: line.vatRate ?? '',
  }))
}

/** Kept lines, figures in the operator's writing. */
export function keptLines({ locale }: Ctx, lines: readonly (OrderLine | SalesDocumentLine)[]): EditorLine[] {
  return lines.map((line) => ({
    productId: textOf(line.productId),
    orderLineId: textOf('orderLineId' in line ? line.orderLineId : null),
    name: line.name,
    qty: formatDecimal(fromMicro(line.qty), locale),
    unit: line.unit,
    unitPrice: formatDecimal(line.unitPrice, locale, 2),
    discountType: line.discountType ?? 'percent',
    discountValue: line.discountValue ? formatDecimal(line.discountValue, locale) : '',
    vatRate: line.vatRate,
  }))
}

/** Lines of the grid as a body would carry them, to be computed for the page that shows them. */
export function asTyped(lines: readonly EditorLine[]): TypedLine[] {
  return lines.map((line) => ({
    productId: idOf(line.productId),
    orderLineId: idOf(line.orderLineId),
    name: line.name,
    qty: line.qty,
    unit: line.unit,
    unitPrice: line.unitPrice,
    discount: { type: line.discountType === 'amount' ? 'amount' : 'percent', value: line.discountValue },
    vatRate: line.vatRate,
  }))
}

const textOf = (id: number | null | undefined) => (id ? String(id) : '')
const idOf = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : null)
