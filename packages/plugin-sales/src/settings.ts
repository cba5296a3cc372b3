import { Type, type Static } from '@berberis/sdk'

/** What a firm decides once about its sales. */
export const settings = Type.Object({
  /** Days a transfer is waited for when an order or invoice says nothing else. */
  paymentDays: Type.Integer({ minimum: 0, maximum: 3650, default: 14 }),
  /** Town printed as the place of issue; empty: none is printed. */
  placeOfIssue: Type.String({ maxLength: 100, default: '' }),
  /** Legal basis printed for exempt lines whose product names none. */
  exemptionBasis: Type.String({ maxLength: 200, default: '' }),
})

export type Settings = Static<typeof settings>
