import { decimalToMinor } from '@berberis/sdk'
import type { JudgedDocument } from './judge-document.js'
import { lineRows } from './line-rows.js'

/** The lines of a judged document as rows; none while something is refused. */
export function documentLineRows(documentId: number, judged: Omit<JudgedDocument, 'refusals' | 'meanwhile'>) {
  return lineRows(judged).map((row, index) => {
    const line = judged.lines[index]
    const amounts = judged.computed?.lines[index]
    if (!line || !amounts) throw new RangeError(`no line ${index}`)
    return {
      ...row,
      documentId,
      orderLineId: line.orderLineId,
      vatCode: line.vatCode,
      taxDay: judged.taxDay,
      annex15: line.annex15,
      gtu: line.gtu,
      exemptionBasis: line.exemptionBasis,
      orderShareMinor: line.orderShareMinor,
      taxMinor: amounts.tax === undefined ? null : decimalToMinor(amounts.tax),
    }
  })
}

/** Its sums per VAT rate as rows, in grosze. */
export function documentRateRows(documentId: number, { computed }: Pick<JudgedDocument, 'computed'>) {
  return (computed?.rates ?? []).map(({ vat, net, tax, gross }, index) => ({
    documentId,
    position: index + 1,
    vatCode: vat,
    netMinor: decimalToMinor(net),
    taxMinor: decimalToMinor(tax),
    grossMinor: decimalToMinor(gross),
  }))
}
