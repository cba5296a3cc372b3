import { Type } from '@berberis/sdk'

/** What the firm decides about its flats. */
export const settings = Type.Object({
  /** How many days before the end of a lease a talk with the tenant is planned. */
  talkDaysBefore: Type.Integer({ minimum: 1, maximum: 365, default: 30 }),
})
