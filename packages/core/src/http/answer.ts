import type { FastifyReply } from 'fastify'

const isMade: unique symbol = Symbol('answer')

/** What a handler wants to say, held back until its transaction is committed. */
export interface Answer {
  readonly [isMade]: true
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** HTML as a string, JSON as an object, nothing as null. */
  readonly body: string | object | null
}

export function answer(status: number, body: Answer['body'] = null, headers: Answer['headers'] = {}): Answer {
  return { [isMade]: true, status, headers, body }
}

export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && isMade in value
}

/** Sends it; HTML is marked as such, JSON goes through the schema of the route. */
export function sendAnswer(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  reply.code(status).headers(headers)
  if (typeof body === 'string' && !reply.hasHeader('content-type')) reply.type('text/html; charset=utf-8')
  return reply.send(body ?? undefined)
}
