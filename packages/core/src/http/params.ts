import { Type } from '@sinclair/typebox'

/** The id of a record: what both databases count to and JSON keeps whole. */
export const recordId = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })

/** The path of one record, `/:id`. */
export const withId = Type.Object({ id: recordId })

/** What a change says of the record it was made from: here, or as `If-Match`. Without either it is refused (428). */
export const version = Type.Integer({ minimum: 1, maximum: 2 ** 31 })

/** The query of a deletion, `?version=3`; at the page door the body of `…/removal`. */
export const versionQuery = Type.Object({ version: Type.Optional(version) })

/** What a deletion answers that can be undone: `POST /change-sets/:id/reversal` brings all of it back. */
export const undoable = Type.Object({ changeSetId: recordId })

/** The answers of such a deletion by status, for `schema.response`. */
export const undone: object = { 200: undoable }
