const LONGEST_NUMBER = 35
const LONGEST_TEXT = 33

/**
 * The title of a split-payment transfer, as banks read it: `/VAT/{tax}/IDC/{seller NIP}/INV/{number}/TXT/{text}`.
 * Tax is a decimal string in PLN, written with a comma; number and text are cut to 35 and 33 signs.
 */
export function transferTitle(payment: { tax: string; sellerTaxId: string; number: string; text?: string }): string {
  const title = `/VAT/${payment.tax.replace('.', ',')}/IDC/${payment.sellerTaxId}/INV/${cut(payment.number, LONGEST_NUMBER)}`
  return payment.text === undefined ? title : `${title}/TXT/${cut(payment.text, LONGEST_TEXT)}`
}

function cut(text: string, most: number): string {
  return [...text].slice(0, most).join('')
}
