import type { FastifyRequest } from 'fastify'
import { answer, type Answer } from './answer.js'

type Version = { readonly version?: unknown }

/**
 * JSON with the version of the record as its tag, and 304 for whoever has that version already. Throws when the route has
 * no schema of it: what nobody declared does not leave.
 */
export function json(request: FastifyRequest, status: number, data: object): Answer {
  if (!declared(request, status))
    throw new Error(`${request.method} ${request.routeOptions.url} answers ${status} without a schema of it`)
  const { version } = data as Version
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  if (Number.isInteger(version)) headers.etag = `"${String(version)}"`
  if (headers.etag && request.method === 'GET' && request.headers['if-none-match'] === headers.etag)
    return answer(304, null, headers)

  return answer(status, data, headers)
}

function declared({ routeOptions }: FastifyRequest, status: number): boolean {
  return Object.hasOwn((routeOptions.schema?.response ?? {}) as object, status)
}
