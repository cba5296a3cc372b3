import { decimalToMinor } from '@berberis/sdk'
import { toMicro } from '../quantity.js'
import type { JudgedDocument } from './judge-document.js'

/** The lines of a judged document as rows; none while something is refused. */
export function documentLineRows(documentId: number, { lines, computed, taxDay }: JudgedDocument) {
  if (!computed) return []
  return lines.map((line, index) => {
    const amounts = computed.lines[index]
    if (!amounts) throw new RangeError(`no amounts of line ${index}`)
    return {
      documentId,
      position: index + 1,
      productId: line.productId,
      orderLineId: line.orderLineId,
      name: line.name,
      qty: toMicro(line.qty),
      unit: line.unit,
      unitPrice: line.unitPrice,
      discountType: line.discount?.type ?? null,
      discountValue: line.discount?.value ?? null,
      vatRate: line.vatRate,
      vatCode: line.vatCode,
      taxDay,
      annex15: line.annex15,
      gtu: line.gtu,
      exemptionBasis: line.exemptionBasis,
      orderShareMinor: line.orderShareMinor,
      valueMinor: decimalToMinor(amounts.value),
      lineDiscountMinor: decimalToMinor(amounts.lineDiscount),
      documentShareMinor: decimalToMinor(amounts.documentDiscount),
      totalMinor: decimalToMinor(amounts.total),
      taxMinor: amounts.tax === undefined ? null : decimalToMinor(amounts.tax),
    }
  })
}
