import type { Knex } from 'knex'
import type { Ctx } from '../ctx.js'
import { later } from '../later/clock.js'

const TABLE = 'core_touched'
/** Whoever was away longer fetches everything again. */
const KEPT_MS = 60 * 60_000
/** Rows read at once; more than these in a second, and everybody fetches everything again. */
export const MOST_AT_ONCE = 500
const TOPIC = /^[a-z][\w.-]{1,60}(:[\w.-]{1,38})?$/i

/** A topic and when it was told: numbers grow, so that a listener can say what he heard last. */
export interface Touched {
  readonly id: number
  readonly topic: string
}

/** Whether a text can be a topic at all. */
export const isTopic = (text: string): boolean => TOPIC.test(text)

/** Writes down, in the transaction of what happened, that a topic was touched. Throws for a text that is no topic. */
export async function noteTouched(ctx: Ctx, topic: string): Promise<void> {
  if (!isTopic(topic)) throw new Error(`not a topic: ${topic}`)
  await ctx.db(TABLE).insert({ topic, at: ctx.now() })
}

/** What was touched after a number, in order; one more than `MOST_AT_ONCE` when there is too much to tell. */
export async function touchedAfter(db: Knex, id: number): Promise<Touched[]> {
  return db(TABLE)
    .where('id', '>', id)
    .orderBy('id')
    .limit(MOST_AT_ONCE + 1)
    .select('id', 'topic')
}

/** The same from an instant on; the newest when there is too much. */
export async function touchedSince(db: Knex, instant: string): Promise<Touched[]> {
  return db(TABLE)
    .where('at', '>=', instant)
    .orderBy('id')
    .limit(MOST_AT_ONCE + 1)
    .select('id', 'topic')
}

/** Those of these numbers that are there by now. */
export async function touchedAmong(db: Knex, ids: readonly number[]): Promise<Touched[]> {
  return ids.length === 0 ? [] : db(TABLE).whereIn('id', ids).orderBy('id').select('id', 'topic')
}

/** The last number, 0 when nothing was ever touched, and the first one still kept. */
export async function touchedRange(db: Knex): Promise<{ readonly first: number; readonly last: number }> {
  const [first, last] = [
    await db(TABLE).orderBy('id').first<{ id: number } | undefined>('id'),
    await db(TABLE).orderBy('id', 'desc').first<{ id: number } | undefined>('id'),
  ]
  return { first: first?.id ?? 1, last: last?.id ?? 0 }
}

/** Forgets what is older than an hour, all but the newest, so that numbers go on. */
export async function sweepTouched(ctx: Ctx): Promise<void> {
  const { last } = await touchedRange(ctx.db)
  await ctx.db(TABLE).where('at', '<', later(ctx.now(), -KEPT_MS)).where('id', '<', last).delete()
}
