import type { Ctx } from '../../ctx.js'
import type { Change } from '../../plugin/entity.js'
import type { FieldRefusal } from '../../plugin/refusal.js'
import { daysBetween } from '../../time/day.js'
import { holdsAll, loadAccess } from '../access.js'

/** Days at most, the first and the last included. */
const LONGEST = 92

interface Wanted {
  readonly id: number
  readonly absent: number
  readonly substitute: number
  readonly from: string
  readonly to: string
}

/**
 * Rules of a substitution (spec-core §1): nobody stands in for himself (`core.substitution-self`), both are people who
 * work here (`core.substitution-inactive`), it has at most 92 days (`core.substitution-too-long`) that are not all over
 * (`core.substitution-past`), a person has one substitute a day and a substitute one person (`core.substitution-overlap`),
 * who is not substituted himself meanwhile (`core.substitution-chain`); and nobody lends rights he has not
 * (`core.grants-more`).
 */
export async function judgeSubstitution(
  ctx: Ctx,
  { before, after, changed }: Change,
): Promise<readonly FieldRefusal[]> {
  const wanted = wantedOf(before, after)
  if (!wanted || changed.size === 0) return []
  if (wanted.absent === wanted.substitute) return [{ path: 'substituteId', code: 'core.substitution-self' }]

  const days = judgeDays(ctx, wanted, changed)
  return [...days, ...(await judgePeople(ctx, wanted)), ...(days.length === 0 ? await judgeOthers(ctx, wanted) : [])]
}

function wantedOf(before: Change['before'], { absentId, substituteId, from, to }: Change['after']): Wanted | null {
  if (!absentId || !substituteId || !from || !to) return null
  return {
    id: Number(before?.id ?? 0),
    absent: Number(absentId),
    substitute: Number(substituteId),
    from: String(from),
    to: String(to),
  }
}

function judgeDays(ctx: Ctx, { from, to }: Wanted, changed: ReadonlySet<string>): readonly FieldRefusal[] {
  if (to < from) return [{ path: 'to', code: 'core.dates-reversed' }]
  if (daysBetween(from, to) >= LONGEST)
    return [{ path: 'to', code: 'core.substitution-too-long', params: { count: LONGEST } }]
  return changed.has('to') && to < ctx.today() ? [{ path: 'to', code: 'core.substitution-past' }] : []
}

async function judgePeople(ctx: Ctx, { absent, substitute }: Wanted): Promise<readonly FieldRefusal[]> {
  const rows: { id: number; role_id: number }[] = await ctx
    .db('core_operator')
    .whereIn('id', [absent, substitute])
    .where({ kind: 'person' })
    .whereNull('deactivated_at')
    // Two who write substitutions of the same people come one after the other.
    .orderBy('id')
    .forUpdate()
    .select('id', 'role_id')
  const there = new Map(rows.map((row) => [row.id, row.role_id]))
  const access = await loadAccess(ctx.db)
  const lent = there.get(absent)
  return [
    ...(lent === undefined ? [{ path: 'absentId', code: 'core.substitution-inactive' }] : []),
    ...(there.has(substitute) ? [] : [{ path: 'substituteId', code: 'core.substitution-inactive' }]),
    ...(lent !== undefined && !holdsAll(ctx, access, lent) ? [{ path: 'absentId', code: 'core.grants-more' }] : []),
  ]
}

async function judgeOthers(ctx: Ctx, { id, absent, substitute, from, to }: Wanted): Promise<readonly FieldRefusal[]> {
  const people = [absent, substitute]
  const others: { absent_id: number; substitute_id: number }[] = await ctx
    .db('core_substitution')
    .whereNot({ id })
    .where('first_day', '<=', to)
    .where('last_day', '>=', from)
    .where((any) => void any.whereIn('absent_id', people).orWhereIn('substitute_id', people))
    .select('absent_id', 'substitute_id')

  return [
    ...(others.some((other) => other.absent_id === absent)
      ? [{ path: 'absentId', code: 'core.substitution-overlap' }]
      : []),
    ...(others.some((other) => other.substitute_id === substitute)
      ? [{ path: 'substituteId', code: 'core.substitution-overlap' }]
      : []),
    ...(others.some((other) => other.substitute_id === absent)
      ? [{ path: 'absentId', code: 'core.substitution-chain' }]
      : []),
    ...(others.some((other) => other.absent_id === substitute)
      ? [{ path: 'substituteId', code: 'core.substitution-chain' }]
      : []),
  ]
}
