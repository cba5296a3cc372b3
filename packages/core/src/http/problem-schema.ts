import { Type } from '@sinclair/typebox'

const text = (maxLength: number) => Type.String({ maxLength })
const place = { path: text(500), message: text(1000) }

/** What `/api` answers with when it refuses (RFC 9457): the code of spec-core §0, and what the code adds. */
export const problemSchema = Type.Object(
  {
    type: text(200),
    title: text(100),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: text(1000),
    code: text(100),
    requestId: text(36),
    errors: Type.Optional(
      Type.Array(Type.Object(place), {
        maxItems: 1000,
        description: 'Of 400: every place that does not fit the schema.',
      }),
    ),
    fields: Type.Optional(
      Type.Array(Type.Object({ ...place, code: text(100) }, { additionalProperties: true }), {
        maxItems: 1000,
        description: 'Of the others: every field a rule says no to, and which rule.',
      }),
    ),
    permission: Type.Optional(text(100)),
  },
  { additionalProperties: true },
)
