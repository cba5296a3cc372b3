import { fromScaled, roundHalfUp, toScaled } from '@berberis/sdk'

/** Above this gross in PLN, with an item of annex 15, between taxpayers (art. 106e(1)(18a) of the VAT act). */
const THRESHOLD = 1_500_000n

export type SplitPaymentFacts = {
  gross: string
  currency: string
  exchangeRate?: string | null
  /** The rate rows, each converted by itself; without them the gross is converted as one amount. */
  rates?: readonly { net: string; tax: string }[]
  annex15: boolean
  sellerTaxpayer: boolean
  buyerTaxpayer: boolean
}

/**
 * Is „mechanizm podzielonej płatności” obligatory? Gross above 15 000.00 PLN (exactly 15 000.00 is not; packaging is
 * not counted), at least one item of annex 15, both sides taxpayers. `grossPln` is null, and nothing required, while a
 * foreign currency has no exchange rate.
 */
export function splitPayment(facts: SplitPaymentFacts): { required: boolean; grossPln: string | null } {
  const gross = grossInPln(facts)
  if (gross === null) return { required: false, grossPln: null }
  const required = facts.annex15 && facts.sellerTaxpayer && facts.buyerTaxpayer && gross > THRESHOLD

  return { required, grossPln: fromScaled(gross, 2, 2) }
}

function grossInPln({ gross, currency, exchangeRate, rates }: SplitPaymentFacts): bigint | null {
  if (currency === 'PLN') return toScaled(gross, 2)
  if (typeof exchangeRate !== 'string') return null
  const factor = toScaled(exchangeRate, 8)
  const amounts = rates?.flatMap(({ net, tax }) => [net, tax]) ?? [gross]

  return amounts.reduce((sum, amount) => sum + roundHalfUp(toScaled(amount, 2) * factor, 10n ** 8n), 0n)
}
