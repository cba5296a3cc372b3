import { Type, type Static } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kernel } from '../host/kernel.js'
import { sessionCookie } from '../operators/session-cookie.js'
import { sessionHolds } from '../operators/sessions.js'
import { Refusal } from '../plugin/refusal.js'
import { later } from '../later/clock.js'
import { mayHear } from './judge-topic.js'
import { streamOf, type Stream } from './stream.js'
import { MOST_AT_ONCE, touchedAfter, touchedRange, touchedSince, type Touched } from './touched.js'

const MOST_TOPICS = 100
/** Browsers of one operator that listen at once; one more ends the oldest. */
const MOST_OF_ONE = 10
const MOST_OF_ALL = 2_000
/** Nothing is silent for longer, and nobody listens longer than that after his session has ended. */
const BEAT_MS = 25_000
/** Something may have been touched while the page was being made, and be committed after it. */
const LOOK_BACK_MS = 5_000

const asked = Type.Object({
  topic: Type.Union([
    Type.String({ maxLength: 100 }),
    Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: MOST_TOPICS }),
  ]),
  /** UTC instant at which the page was made; what was touched since is told at once. */
  since: Type.Optional(Type.String({ maxLength: 24 })),
  /** Number of what was heard last on another line: `Last-Event-ID` of a browser that asks for other topics. */
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 53 - 1 })),
})

/**
 * `GET /live`: tells a browser, as long as its session lasts, which of its topics were touched. Topics it may not hear are
 * named in an event `refused`; when it may hear none, 403. `Last-Event-ID` resumes after a lost line.
 */
export function serveLive(scope: FastifyInstance, kernel: Kernel): void {
  const open = new Map<Stream, number>()

  scope.get<{ Querystring: Static<typeof asked> }>(
    '/live',
    { schema: { querystring: asked }, config: { permission: 'signed-in' }, compress: false },
    async (request, reply) => {
      if (kernel.stopping.aborted || open.size >= MOST_OF_ALL)
        throw new Refusal('core.too-many', { status: 503, headers: { 'retry-after': '5' } })
      const topics = await judged(request)
      if (topics.heard.size === 0) throw new Refusal('core.topic-refused', { status: 403 })
      const stream = streamOf(topics.heard)
      if (topics.refused.length > 0) stream.refuse(topics.refused)
      // Heard first and looked up afterwards: twice is no harm, never would be.
      const stop = await kernel.live.listen(stream)
      try {
        const missed = await missedBy(kernel, request)
        if (missed === null || missed.length > 0) stream.hear(missed)
      } catch (error) {
        stop()
        throw error
      }

      reply.hijack()
      const operatorId = request.ctx.operator?.id ?? 0
      const mine = [...open].filter(([, id]) => id === operatorId)
      for (const [oldest] of mine.slice(0, Math.max(0, mine.length - MOST_OF_ONE + 1))) oldest.end()
      open.set(stream, operatorId)
      stream.begin(reply.raw)
      const beat = setInterval(() => void beatOf(kernel, request, stream), BEAT_MS).unref()
      reply.raw.on('close', () => {
        clearInterval(beat)
        stop()
        open.delete(stream)
      })
    },
  )
}

async function judged({ ctx, query }: FastifyRequest) {
  const { topic } = query as Static<typeof asked>
  const names = [...new Set([topic].flat())]
  const heard = new Set<string>()
  for (const name of names) if (await mayHear(ctx, name)) heard.add(name)
  return { heard, refused: names.filter((name) => !heard.has(name)) }
}

/** What was touched since the browser heard last, or since its page was made. Null: too much, or too long ago to say. */
async function missedBy({ db }: Kernel, { headers, query }: FastifyRequest): Promise<readonly Touched[] | null> {
  const { since, after } = query as Static<typeof asked>
  const last = Number(headers['last-event-id'] ?? after ?? Number.NaN)
  if (Number.isSafeInteger(last) && last >= 0) {
    const { first, last: newest } = await touchedRange(db)
    if (last < first - 1 || last > newest) return null
    return bounded(await touchedAfter(db, last))
  }
  if (since === undefined || Number.isNaN(Date.parse(since))) return []
  return bounded(await touchedSince(db, later(since, -LOOK_BACK_MS)))
}

const bounded = (touched: readonly Touched[]) => (touched.length > MOST_AT_ONCE ? null : touched)

/** Listening is no use of a session: it ends when nobody works, and its stream with it. Changed rights are judged anew. */
async function beatOf(kernel: Kernel, request: FastifyRequest, stream: Stream): Promise<void> {
  try {
    const token = request.cookies[sessionCookie(kernel.config.publicAddress).name] ?? ''
    const holds = await sessionHolds(kernel.db, token, kernel.clock.now())
    if (holds) stream.beat()
    else stream.over()
  } catch (error) {
    request.log.error({ err: error }, 'whether a session lasts could not be looked up')
    stream.end()
  }
}
