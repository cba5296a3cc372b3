import { Type, type TSchema } from '@sinclair/typebox'
import { recordId } from './params.js'

/** The answer of an address that gives all there is, without pages: `{ items }`. */
export const itemsOf = <S extends TSchema>(schema: S) =>
  Type.Object({ items: Type.Array(schema, { maxItems: 10_000 }) })

/** What was changed has nothing to tell but its id. */
export const idAnswer = Type.Object({ id: recordId })

/** Bytes of a media type, or of any. */
export const fileAnswer = (mediaType = 'application/octet-stream') => Type.String({ contentMediaType: mediaType })
