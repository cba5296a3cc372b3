import { recordSchema, Type } from '@berberis/sdk'
import { project } from '../entities/project.js'

const { id: _id, createdAt: _createdAt, ...fields } = recordSchema(project).properties

/** A project as it is answered. */
export const projectAnswer = Type.Object({
  id: Type.Union([Type.Integer(), Type.String({ maxLength: 40 })]),
  ...fields,
  automatic: Type.Boolean(),
  caseCount: Type.Integer({ minimum: 0, maximum: 10_000 }),
  caseCountExact: Type.Boolean(),
  createdAt: Type.Optional(Type.String({ maxLength: 24 })),
})
