import { recordSchema, Type } from '@berberis/sdk'
import { project } from '../entities/project.js'

const { id: _id, createdAt: _createdAt, ...fields } = recordSchema(project).properties

const sum = Type.Object({
  label: Type.String({ maxLength: 200 }),
  amountMinor: Type.Integer(),
  currency: Type.String({ maxLength: 3 }),
})

/** A project as it is answered. */
export const projectAnswer = Type.Object({
  id: Type.Union([Type.Integer(), Type.String({ maxLength: 40 })]),
  ...fields,
  automatic: Type.Boolean(),
  caseCount: Type.Integer({ minimum: 0 }),
  caseCountExact: Type.Boolean(),
  /** What its cases come to, told by plugins; only where one project is read. */
  sums: Type.Optional(Type.Array(sum, { maxItems: 1000 })),
  createdAt: Type.Optional(Type.String({ maxLength: 24 })),
})
