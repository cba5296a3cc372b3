import type { FastifyRequest } from 'fastify'

/** The two ends of something made ready: `ready` is the route's `preHandler`, `of` what its handler asks. */
export interface Readied<R> {
  readonly ready: (request: FastifyRequest) => Promise<void>
  readonly of: (request: FastifyRequest) => R
}

/**
 * What a route makes before its transaction begins, since it takes long and writes nothing: a password is hashed, and
 * nobody waits for that. `make` is asked once, when the request has been judged, and `ctx.db` is a plain connection; the
 * handler may run more than once and finds the same. What `make` refuses is answered as if the handler had.
 */
export function readied<R>(make: (request: FastifyRequest) => Promise<R>): Readied<R> {
  const made = new WeakMap<FastifyRequest, { readonly value: R }>()

  return {
    async ready(request) {
      made.set(request, { value: await make(request) })
    },
    of(request) {
      const found = made.get(request)
      if (!found) throw new Error('asked for what was not made ready: the route has no preHandler')
      return found.value
    },
  }
}
