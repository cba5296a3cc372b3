import type { FastifySchema } from 'fastify'
import type { OpenTo, Permission } from '../plugin/permissions.js'
import type { Door } from './door.js'

/** One route as it stands at one door: for the sheet, the API document and the tests that walk all of them. */
export interface MountedRoute {
  readonly plugin: string
  readonly door: Door
  /** `GET`, `POST`, `PUT` or `DELETE`. */
  readonly method: string
  /** The whole address, `/api` included at that door: `/api/tenancy/flats/:id`. */
  readonly url: string
  readonly permission: Permission | OpenTo
  readonly schema: FastifySchema
}
