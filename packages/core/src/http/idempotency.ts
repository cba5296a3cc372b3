import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../ctx.js'
import { isUniqueViolation } from '../db/writing.js'
import { Refusal } from '../plugin/refusal.js'
import { answer, isAnswer, type Answer } from './answer.js'

/** The key is new and its row waits for the answer, or it was used and this is what was answered then. */
export type TakenKey = { readonly id: number } | { readonly replay: Answer }

/**
 * Takes the key a request carries (`Idempotency-Key`, or the one its page was drawn with), in the transaction of its
 * effect: a twin sent at the same moment waits for the row and then gets the same answer. Null without a key. Throws
 * `core.key-reused` when something else was sent with it, 409 `core.key-running` when its first request is not done.
 */
export async function takeKey(request: FastifyRequest): Promise<TakenKey | null> {
  const { ctx } = request
  const address = `${request.method} ${request.url.split('?')[0]}`.slice(0, 500)
  // Signed with the instance key: a password in a body must not be guessable from the bare hash of it.
  const body_hash = ctx.vault.sign('core.idempotency', JSON.stringify(request.body ?? null))
  const name = keyOf(request, `${address}\n${body_hash}`)
  if (name === null) return null

  const row = { actor: ctx.operator?.id ?? 0, name, address, body_hash }
  try {
    const [id] = await ctx.db('core_idempotency').insert({ ...row, created_at: ctx.now() })
    return { id: Number(id) }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return { replay: await replay(ctx, row) }
  }
}

/** Keeps the answer with the key. Pages and files are not kept: asking again draws them again. */
export async function completeKey(ctx: Ctx, id: number, made: unknown): Promise<void> {
  if (!isAnswer(made) || !isKept(made.body)) {
    await ctx.db('core_idempotency').where({ id }).delete()
    return
  }
  const kept = { status: made.status, headers: JSON.stringify(made.headers), body: JSON.stringify(made.body) }
  await ctx.db('core_idempotency').where({ id }).update(kept)
}

function isKept(body: Answer['body']): boolean {
  if (body === null || body === '') return true
  return typeof body === 'object' && !(body instanceof Uint8Array) && !('pipe' in body)
}

/**
 * A program's key is its own promise. A page has one key for all its forms and for every try of them, so there the key
 * stands for one content at one address: a double click is a twin, a corrected form is not.
 */
function keyOf({ method, headers, typed }: FastifyRequest, content: string): string | null {
  if (method !== 'POST') return null
  const header = headers['idempotency-key']
  const name = typeof header === 'string' ? header : typed?.get('idempotencyKey')?.[0]
  if (name === undefined) return null
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new Refusal('core.bad-key', { status: 400 })

  return typeof header === 'string' ? name : `form.${hashOf(`${name}\n${content}`)}`
}

interface Row {
  readonly actor: number
  readonly name: string
  readonly address: string
  readonly body_hash: string
}

async function replay(ctx: Ctx, { actor, name, address, body_hash }: Row): Promise<Answer> {
  const kept: (Row & { status: number | null; headers: string; body: string }) | undefined = await ctx
    .db('core_idempotency')
    .where({ actor, name })
    .first()
  if (kept && (kept.address !== address || kept.body_hash !== body_hash)) throw new Refusal('core.key-reused')
  if (kept?.status == null) throw new Refusal('core.key-running', { status: 409 })

  const headers = { ...(JSON.parse(kept.headers) as Record<string, string>), 'idempotency-replayed': 'true' }
  return answer(kept.status, JSON.parse(kept.body) as Answer['body'], headers)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
