import { contractorRoles } from '../contractors/roles/contractor-roles.js'
import type { Ctx } from '../ctx.js'
import { refLabels } from '../entity/labels.js'
import { seen } from '../entity/seen.js'
import { figuresOf, together } from '../entity/together.js'
import { attachment } from '../files/attachment.js'
import { CASE_REFS, caseCard, type CaseCard, type CaseTimes } from './case-card.js'
import { caseEntity } from './case.js'
import { EVENT_REFS, eventCard, type EventCard } from './event-card.js'
import { eventTypes } from './event-types.js'
import { event } from './event.js'
import type { Case } from './models/case.js'
import type { Event } from './models/event.js'

/** What a page shows as cards; rows must come from `seen`. */
export interface Carded {
  readonly events?: readonly Event[]
  readonly cases?: readonly Case[]
}

/** Cards of events and cases, in the order of the rows; asked for together, they cost three queries or four. */
export async function cardsOf(
  ctx: Ctx,
  { events = [], cases = [] }: Carded,
): Promise<{ readonly events: readonly EventCard[]; readonly cases: readonly CaseCard[] }> {
  if (events.length === 0 && cases.length === 0) return { events: [], cases: [] }
  const roles = new Map((await contractorRoles(ctx)).map((role) => [role.key, role]))
  const types = new Map((await eventTypes(ctx)).map((type) => [type.key, type]))
  const labels = await refLabels(ctx, [
    { entity: event, rows: events, names: EVENT_REFS },
    { entity: caseEntity, rows: cases, names: CASE_REFS },
  ])
  const { files, times } = await together(ctx, {
    files: events.length > 0 ? fileCounts(ctx, events) : null,
    times: cases.length > 0 ? caseTimes(ctx, cases) : null,
  })
  const filesOf = new Map(files.map(({ event_id, n }) => [event_id, Number(n)]))
  const timesOf = new Map(times.map((each) => [each.case_id, each]))

  return {
    events: events.map((row) =>
      eventCard(ctx, row, { labels, type: types.get(row.type), files: filesOf.get(row.id) ?? 0 }),
    ),
    cases: cases.map((row) =>
      caseCard(ctx, row, { labels, role: roles.get(row.contractorRole), times: timesOf.get(row.id) }),
    ),
  }
}

function fileCounts(ctx: Ctx, rows: readonly Event[]) {
  const ids = rows.map(({ id }) => id)
  const counted = seen(ctx, attachment)
    .whereIn('event_id', ids)
    .groupBy('event_id')
    .select('event_id')
    .count({ n: 'id' })
  return figuresOf<{ event_id: number; n: number }>(counted, ['event_id', 'n'])
}

/** When something was last done in each of these cases, and when something is next to be done, of the events one may see. */
function caseTimes(ctx: Ctx, rows: readonly Case[]) {
  const ids = rows.map(({ id }) => id)
  const found = seen(ctx, event)
    .whereIn('case_id', ids)
    .groupBy('case_id')
    .select(
      'case_id',
      ctx.db.raw("max(case when state = 'done' then at end) as last_at"),
      ctx.db.raw("min(case when state in ('planned', 'in-progress') then at end) as next_at"),
    )
  return figuresOf<CaseTimes & { case_id: number }>(found, ['case_id', 'last_at', 'next_at'])
}
