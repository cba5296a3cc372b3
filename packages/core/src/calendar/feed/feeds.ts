import type { Actor, Ctx } from '../../ctx.js'
import { auditChange } from '../../entity/audit.js'
import { doerOf } from '../../entity/doer.js'
import { actorById } from '../../operators/find-actor.js'
import { Operator } from '../../operators/operator.js'
import { digest, randomToken } from '../../operators/secrets.js'
import { may } from '../../permissions.js'
import { notFound } from '../../plugin/refusal.js'

const FEEDS = 'core_calendar_feed'

/** When one's own address was made (UTC instant); null when there is none. Whoever stands in for somebody has his own. */
export async function feedOf(ctx: Ctx): Promise<{ readonly createdAt: string | null }> {
  const row: { created_at: string } | undefined = await ctx
    .db(FEEDS)
    .where({ operator_id: doerOf(ctx) })
    .first('created_at')
  return { createdAt: row?.created_at ?? null }
}

/** A new secret address of one's own calendar, in the answer and nowhere else; the one before ends with it. */
export async function createFeed(ctx: Ctx): Promise<{ readonly address: string }> {
  const id = doerOf(ctx) ?? 0
  const token = randomToken()
  await ctx.db(FEEDS).where({ operator_id: id }).delete()
  await ctx.db(FEEDS).insert({ operator_id: id, token_hash: digest(token), created_at: ctx.now() })
  await noted(ctx, id, 'feed-created')
  return { address: `${ctx.world.publicAddress.replace(/\/$/, '')}/calendar/${token}.ics` }
}

/** The address leads nowhere from now on. 404 when there is none. */
export async function revokeFeed(ctx: Ctx): Promise<void> {
  const id = doerOf(ctx) ?? 0
  const gone = await ctx.db(FEEDS).where({ operator_id: id }).delete()
  if (gone === 0) throw notFound()
  await noted(ctx, id, 'feed-revoked')
}

/** Whose calendar a secret opens, with the rights he has now; null when nobody's, or he may see no events any more. */
export async function readerOf(ctx: Ctx, token: string): Promise<Actor | null> {
  const row: { operator_id: number } | undefined = await ctx
    .db(FEEDS)
    .where({ token_hash: digest(token) })
    .first('operator_id')
  const actor = row === undefined ? null : await actorById(ctx.db, ctx.registry, row.operator_id)
  return actor?.grants.has(may.readEvents.id) ? actor : null
}

async function noted(ctx: Ctx, id: number, action: string): Promise<void> {
  const { name } = await Operator.query(ctx.db).findById(id).throwIfNotFound()
  await auditChange(ctx, { entity: 'core.operator', record: id, label: name, action, changes: [] })
}
