import { Type } from '@sinclair/typebox'

/** The id of a record: a positive whole number that JSON keeps exactly. */
export const recordId = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })

/** Of an address that names one record. */
export const withId = Type.Object({ id: recordId })

/** The version a record was read at: `?version=` of a removal, or `If-Match`. */
export const versionQuery = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })) })
