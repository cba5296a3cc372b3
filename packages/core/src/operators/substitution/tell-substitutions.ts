import type { Ctx } from '../../ctx.js'
import { notify } from '../../notifications/notify.js'
import { notification } from '../../plugin/notifications.js'
import { addDays } from '../../time/day.js'
import type { Substitution } from './substitution.js'

/** Somebody is stood in for from today: told to both. */
export const substitutionBegun = notification('core.substitution-begun', { mail: 'on', icon: 'user-check' })

/** Days back that are looked at, for a server that stood still over a weekend. */
const LATE_DAYS = 7
/** Substitutions that begin within those days; a firm has a handful. */
const MOST = 500

type Row = Pick<Substitution, 'id' | 'absentId' | 'substituteId' | 'firstDay' | 'lastDay'>

/** Tells of what has begun; a schedule's work, early each day. */
export async function tellSubstitutions(ctx: Ctx): Promise<void> {
  const today = ctx.today()
  const rows: { id: number; absent_id: number; substitute_id: number; first_day: string; last_day: string }[] =
    await ctx
      .db('core_substitution as s')
      .whereBetween('s.first_day', [addDays(today, -LATE_DAYS), today])
      .where('s.last_day', '>=', today)
      .orderBy('s.id')
      .limit(MOST)
      .select('s.id', 's.absent_id', 's.substitute_id', 's.first_day', 's.last_day')
  const names = await namesOf(
    ctx,
    rows.flatMap((row) => [row.absent_id, row.substitute_id]),
  )
  for (const row of rows)
    await tell(
      ctx,
      {
        id: row.id,
        absentId: row.absent_id,
        substituteId: row.substitute_id,
        firstDay: row.first_day,
        lastDay: row.last_day,
      },
      names,
    )
}

/** Tells at once of one that begins on the day it is written; the others wait for their day. */
export async function tellWritten(ctx: Ctx, { after }: { readonly after: Substitution | null }): Promise<void> {
  const today = ctx.today()
  if (!after || after.firstDay > today || after.lastDay < today || ctx.origin === 'example') return
  await tell(ctx, after, await namesOf(ctx, [after.absentId, after.substituteId]))
}

/** Once for each first day: a substitution that is moved begins anew. */
async function tell(
  ctx: Ctx,
  { id, absentId, substituteId, firstDay, lastDay }: Row,
  names: ReadonlyMap<number, string>,
): Promise<void> {
  await notify(ctx, substitutionBegun, {
    subject: `substitution:${id}:${firstDay}`,
    to: [absentId, substituteId],
    params: {
      absent: names.get(absentId) ?? '',
      substitute: names.get(substituteId) ?? '',
      until: { day: lastDay },
    },
    href: '/me#core-me-substitutions',
  })
}

async function namesOf(ctx: Ctx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows: { id: number; name: string }[] = await ctx
    .db('core_operator')
    .whereIn('id', [...new Set(ids)])
    .select('id', 'name')
  return new Map(rows.map(({ id, name }) => [id, name]))
}
