import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Kernel } from '../host/kernel.js'
import { isAnswer, sendAnswer } from './answer.js'
import { READING } from './door.js'
import { drawnFromDraft, forgetDraft } from './drafted.js'
import { inTransaction } from './transaction.js'

/** A route's handler between the edge and the answer: in a transaction when it writes, on a plain connection otherwise. */
export function serve(kernel: Kernel, handler: RouteHandlerMethod): RouteHandlerMethod {
  return async function (request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const run = async (): Promise<unknown> => {
      const made = (await drawnFromDraft(request, reply)) ?? (await handler.call(this, request, reply))
      await forgetDraft(request, made)
      return made
    }
    const made = isWriting(request) ? await inTransaction(kernel, request, reply, run) : await run()
    return isAnswer(made) ? sendAnswer(reply, made) : made
  }
}

function isWriting(request: FastifyRequest): boolean {
  const { transaction, writes } = request.routeOptions.config
  if (transaction === false) return false
  return writes === true || !READING.has(request.method)
}
