import { caseEntity } from '../../cases/case.js'
import { event } from '../../cases/event.js'
import { timelineQuestions } from '../../cases/timeline.js'
import type { Ctx } from '../../ctx.js'
import { seen } from '../../entity/seen.js'
import { figuresOf, rowsOf, together } from '../../entity/together.js'
import type { Contractor } from '../contractor.js'
import { twinsQuestion } from '../same-tax-id.js'
import { partQuestions } from './part-questions.js'

export interface RowsAsked {
  /** Which tab is open: that of a plugin needs neither cases nor a story. */
  readonly shown: 'overview' | 'cases' | 'events' | 'people' | 'plugin'
  /** Address of the page the story stands on. */
  readonly base: string
  readonly type?: string
  readonly before?: string
}

/** Cases of the contractor in one role, counted. */
export interface RoleCount {
  readonly contractor_role: string
  /** 1 for open ones. */
  readonly open: number
  readonly n: number
}

const PLANNED = 5
const CASES = 5
const ALL_CASES = 100

/** How many events of the story a tab shows. */
export const STORY = { overview: 20, events: 50, cases: 0, people: 0, plugin: 0 } as const

/** All rows of a contractor's page beside its record, in one statement. 400 `core.bad-cursor`. */
export async function perspectiveRows(ctx: Ctx, row: Contractor, asked: RowsAsked) {
  const of = { contractor_id: row.id }
  const { shown, base, type, before } = asked
  const { told, kinds } = timelineQuestions(ctx, {
    of,
    base,
    limit: STORY[shown],
    ...(type && { type }),
    ...(before && { before }),
  })
  const planned = seen(ctx, event).where(of).whereIn('state', ['planned', 'in-progress'])
  const done = seen(ctx, event).where({ ...of, state: 'done' })
  const counted = seen(ctx, caseEntity)
    .where(of)
    .groupByRaw('contractor_role, closed_at is null')
    .select('contractor_role', ctx.db.raw('closed_at is null as open'))
    .count({ n: 'id' })

  return together(ctx, {
    ...partQuestions(ctx, row.id),
    kinds,
    told: STORY[shown] > 0 ? told : null,
    planned: rowsOf(event, planned, ['at', 'id'], PLANNED),
    done: rowsOf(event, done, ['at desc', 'id desc'], 1),
    cases: casesQuestion(ctx, row.id, shown),
    roles: figuresOf<RoleCount>(counted, ['contractor_role', 'open', 'n']),
    twins: twinsQuestion(ctx, row.taxId, row.id),
  })
}

export type PerspectiveRows = Awaited<ReturnType<typeof perspectiveRows>>

/** Open ones, the oldest first, on the overview; all, open ones before closed, on their own tab. */
function casesQuestion(ctx: Ctx, contractorId: number, shown: RowsAsked['shown']) {
  const query = seen(ctx, caseEntity).where({ contractor_id: contractorId })
  if (shown === 'overview') return rowsOf(caseEntity, query.whereNull('closed_at'), ['created_at', 'id'], CASES)
  if (shown !== 'cases') return null
  return rowsOf(caseEntity, query, ['closed_at is not null', 'created_at desc', 'id desc'], ALL_CASES)
}
