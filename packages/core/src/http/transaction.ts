import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../ctx.js'
import { againOnCollision } from '../db/again.js'
import { writing } from '../db/writing.js'
import { createCtx } from '../host/create-ctx.js'
import type { Kernel } from '../host/kernel.js'
import { answer, isAnswer, type Answer } from './answer.js'
import { completeKey, takeKey } from './idempotency.js'

/**
 * Runs a handler in one transaction and commits before anything is sent: an answer of 400 and above, like an error, rolls
 * back. When the databases' own collisions (lock waits, deadlocks, a busy file) end a try, the whole handler runs again,
 * at most ten times with growing random waits; so a handler has no effect but what it writes.
 */
export async function inTransaction(
  kernel: Kernel,
  request: FastifyRequest,
  reply: FastifyReply,
  handler: () => Promise<unknown>,
): Promise<unknown> {
  const outside = request.ctx
  const headers = new Set(Object.keys(reply.getHeaders()))
  try {
    return await againOnCollision(async () => {
      try {
        return await once(kernel, request, reply, handler)
      } catch (error) {
        if (error instanceof RolledBack) return error.made
        forget(reply, headers)
        throw error
      }
    })
  } finally {
    request.ctx = outside
  }
}

/** Carries an answer that is a refusal through the transaction, which must not be committed. */
class RolledBack extends Error {
  readonly made: unknown

  constructor(made: unknown) {
    super('rolled back')
    this.made = made
  }
}

async function once(
  kernel: Kernel,
  request: FastifyRequest,
  reply: FastifyReply,
  handler: () => Promise<unknown>,
): Promise<unknown> {
  let queued = false
  const made = await writing(kernel.db, async (db) => {
    request.ctx = inside(kernel, request, db, () => (queued = true))
    const key = await takeKey(request)
    if (key && 'replay' in key) return key.replay

    const result = await heldBack(reply, handler)
    if ((isAnswer(result) ? result.status : reply.statusCode) >= 400) throw new RolledBack(result)
    if (key) await completeKey(request.ctx, key.id, result)
    return result
  })
  if (queued) kernel.kick()

  return made
}

function inside(
  kernel: Kernel,
  { ctx: { operator, system, locale, origin, requestId }, log, headers }: FastifyRequest,
  db: Ctx['db'],
  queued: () => void,
): Ctx {
  const exactVersion = headers['if-match'] !== undefined
  return createCtx(kernel, { db, operator, system, locale, origin, requestId, exactVersion, log, queued })
}

/**
 * Lets a handler call `reply.send` without anything leaving before commit: what it sends becomes its answer. The reply
 * may be returned too; awaiting it would wait for an answer that comes only later.
 */
async function heldBack(reply: FastifyReply, handler: () => Promise<unknown>): Promise<unknown> {
  let held: { readonly payload: unknown } | null = null
  const own = reply as unknown as Record<string, unknown>
  own.send = (payload: unknown) => {
    held = { payload }
    return reply
  }
  own.then = undefined
  try {
    const result = await handler()
    return isAnswer(result) || !held ? result : sent(reply, held)
  } finally {
    delete own.send
    delete own.then
  }
}

function sent(reply: FastifyReply, { payload }: { readonly payload: unknown }): Answer {
  return answer(reply.statusCode, payload as Answer['body'])
}

function forget(reply: FastifyReply, before: ReadonlySet<string>): void {
  for (const name of Object.keys(reply.getHeaders())) if (!before.has(name)) reply.removeHeader(name)
  reply.code(200)
}
