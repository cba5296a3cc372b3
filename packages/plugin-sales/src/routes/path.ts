import { Type } from '@berberis/sdk'

/** `/…/:id` */
export const withId = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 }) })

export const version = Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 }))

/** Body of an action that may say at which version of the record it was decided. */
export const versionBody = Type.Object({ version })

export const versionQuery = Type.Object({ version })
