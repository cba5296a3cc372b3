import { decimalToMinor } from '@berberis/sdk'
import { toMicro } from '../quantity.js'
import type { JudgedDocument } from './judge-document.js'

/** What rows of an order and of a document have alike, of judged lines; none while something is refused. */
export function lineRows({ lines, computed }: Pick<JudgedDocument, 'lines' | 'computed'>) {
  if (!computed) return []
  return lines.map((line, index) => {
    const amounts = computed.lines[index]
    if (!amounts) throw new RangeError(`no amounts of line ${index}`)
    return {
      position: index + 1,
      productId: line.productId,
      name: line.name,
      qty: toMicro(line.qty),
      unit: line.unit,
      unitPrice: line.unitPrice,
      discountType: line.discount?.type ?? null,
      discountValue: line.discount?.value ?? null,
      vatRate: line.vatRate,
      valueMinor: decimalToMinor(amounts.value),
      lineDiscountMinor: decimalToMinor(amounts.lineDiscount),
      documentShareMinor: decimalToMinor(amounts.documentDiscount),
      totalMinor: decimalToMinor(amounts.total),
    }
  })
}
