/** A side of a document as it was on the day of issue. Never read again from the contractor. */
export interface Party {
  readonly name: string
  /** Lines of the address as printed: street, then postal code and town. */
  readonly address: readonly string[]
  readonly taxId: string | null
  readonly vatEuId: string | null
  /** ISO 3166; PL unless said. */
  readonly country?: string
}

/** The firm itself, with the account its money is to come to. */
export interface Seller extends Party {
  readonly account: string | null
  readonly bank: string | null
}
