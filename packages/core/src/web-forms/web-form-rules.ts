import type { Ctx } from '../ctx.js'
import type { Change } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { slug } from '../text/slug.js'
import { originOf, originsIn } from './origins.js'

/** Pages that may embed one form. */
const MOST_ORIGINS = 10

/**
 * Rules over a whole web form: a key that an address can have and that stays, one way to a deadline, a way to answer the
 * visitor, addresses of the web, and somebody who works here to answer.
 */
export async function webFormRules(ctx: Ctx, change: Change): Promise<readonly FieldRefusal[]> {
  const { after } = change
  return [
    ...(await keyRules(ctx, change)),
    ...deadlineRules(after),
    ...(after['asksEmail'] === 'off' && after['asksPhone'] === 'off'
      ? [{ path: 'asksEmail', code: 'core.web-form-unanswerable' }]
      : []),
    ...['privacyAddress', 'thanksAddress']
      .filter((path) => after[path] && originOf(String(after[path])) === null)
      .map((path) => ({ path, code: 'core.bad-web-address' })),
    ...originRules(after['origins']),
    ...outOf(after, 'dailyLimit', 1, 5000),
    ...(await ownerRules(ctx, change)),
  ]
}

async function keyRules(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  if (!changed.has('key')) return []
  const key = String(after['key'] ?? '')
  if (before !== null) return [{ path: 'key', code: 'core.web-form-key-fixed' }]
  if (key === '' || slug(key) !== key) return [{ path: 'key', code: 'core.bad-web-form-key' }]
  const taken: unknown = await ctx.db('core_web_form').where({ key }).first('id')
  return taken ? [{ path: 'key', code: 'core.attribute-key-taken' }] : []
}

function deadlineRules(after: Change['after']): readonly FieldRefusal[] {
  const { deadlineDays, deadlineHours } = after
  const bounds = [...outOf(after, 'deadlineDays', 1, 365), ...outOf(after, 'deadlineHours', 1, 8760)]
  if (isGiven(deadlineDays) && isGiven(deadlineHours))
    return [...bounds, { path: 'deadlineHours', code: 'core.one-deadline' }]
  if (!isGiven(deadlineDays) && !isGiven(deadlineHours))
    return [{ path: 'deadlineDays', code: 'core.web-form-without-deadline' }]
  return bounds
}

function originRules(text: unknown): readonly FieldRefusal[] {
  const origins = originsIn(text)
  if (origins.length > MOST_ORIGINS)
    return [{ path: 'origins', code: 'core.too-many-origins', params: { max: MOST_ORIGINS } }]
  const bad = origins.find((origin) => originOf(origin) === null)
  return bad === undefined ? [] : [{ path: 'origins', code: 'core.bad-origin', params: { origin: bad } }]
}

async function ownerRules(ctx: Ctx, { before, after }: Change): Promise<readonly FieldRefusal[]> {
  const settled = before !== null && before['ownerId'] === after['ownerId'] && !before['archivedAt']
  if (!after['ownerId'] || after['archivedAt'] || settled) return []
  const row: { deactivated_at: string | null } | undefined = await ctx
    .db('core_operator')
    .where({ id: Number(after['ownerId']) })
    .first('deactivated_at')
  return row?.deactivated_at ? [{ path: 'ownerId', code: 'core.web-form-owner-gone' }] : []
}

function outOf(after: Change['after'], path: string, from: number, to: number): readonly FieldRefusal[] {
  const value = after[path]
  if (!isGiven(value) || (Number(value) >= from && Number(value) <= to)) return []
  return [{ path, code: 'core.out-of-range', params: { from, to } }]
}

const isGiven = (value: unknown): boolean => value !== null && value !== undefined
