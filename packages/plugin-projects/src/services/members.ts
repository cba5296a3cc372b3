import {
  asSystem,
  caseEntity,
  contractor,
  event,
  seen,
  type Case,
  type Contractor,
  type Ctx,
  type Event,
  type Recorded,
} from '@berberis/sdk'
import { isAutomatic, kindOf, type AutomaticId, type ProjectKey } from '../automatic.js'
import { ProjectCase } from '../models/project-case.js'
import { MOST, type Counted } from './count-up-to.js'

type Rows<M extends Recorded> = ReturnType<typeof seen<M>>

/** What of a project the reader may see, each a new query: its cases, their contractors, their events. */
export interface Members {
  /** How many cases; those of an automatic project to a thousand. */
  counted(): Promise<Counted>
  cases(): Rows<Case>
  contractors(): Rows<Contractor>
  events(): Rows<Event>
}

/**
 * What is in a project. The cases of an automatic one are computed: in no project, and of a contractor of its kind, whoever
 * sees that contractor. It may hold every case of the firm or next to none, and a database that does not know which reads
 * all of them; so it is asked first, no further than to a thousand contractors and as many cases (`few`), which are then
 * named one by one.
 */
export async function membersOf(ctx: Ctx, key: ProjectKey, few = MOST): Promise<Members> {
  if (!isAutomatic(key)) {
    const cases = () => seen(ctx, caseEntity).whereIn('core_case.id', casesOfRow(ctx, key))
    return { ...narrowed(ctx, cases), counted: async () => ({ value: await cases().resultSize(), exact: true }) }
  }
  const whose = await someIds(ofKind(ctx, key), few + 1)
  const theirs = whose.length > few ? unassigned(ctx, key) : free(ctx).whereIn('core_case.contractorId', whose)
  const ids = whose.length === 0 ? [] : await someIds(theirs, few + 1)
  const exact = ids.length <= few
  const found = exact ? narrowed(ctx, () => seen(ctx, caseEntity).whereIn('core_case.id', ids)) : walked(ctx, key)
  return { ...found, counted: async () => ({ value: Math.min(ids.length, few), exact }) }
}

/** The ids of the cases of a project that is a row, for a query of something else. */
export function caseIdsOf(ctx: Ctx, project: number) {
  return seen(ctx, caseEntity).whereIn('core_case.id', casesOfRow(ctx, project)).select('core_case.id')
}

/** The project a case is in; null for none. */
export async function projectOfCase(ctx: Ctx, { id }: Pick<Case, 'id'>): Promise<number | null> {
  const found = await ProjectCase.query(ctx.db).findById(id)
  return found?.projectId ?? null
}

const casesOfRow = (ctx: Ctx, projectId: number) => ProjectCase.query(ctx.db).where({ projectId }).select('caseId')

type Found = Omit<Members, 'counted'>

/** By the cases: all of theirs is found from them. */
function narrowed(ctx: Ctx, cases: () => Rows<Case>): Found {
  return {
    cases,
    contractors: () => seen(ctx, contractor).whereIn('core_contractor.id', cases().select('core_case.contractorId')),
    events: () => seen(ctx, event).whereIn('core_event.caseId', cases().select('core_case.id')),
  }
}

/** In the order that is asked for, each row looked at: so many are in it that a page is soon full. */
function walked(ctx: Ctx, key: AutomaticId): Found {
  // Their kind is asked of the case: asked here, a database would rather sort all of a kind than walk by name.
  const ofContractor = unassigned(ctx, key).whereColumn('core_case.contractorId', 'core_contractor.id')
  const ofEvent = unassigned(ctx, key).whereColumn('core_case.id', 'core_event.caseId')
  return {
    cases: () => unassigned(ctx, key),
    contractors: () => seen(ctx, contractor).whereExists(ofContractor.clone()),
    events: () => seen(ctx, event).whereExists(ofEvent.clone()),
  }
}

/** Cases in no project, of contractors of a kind. */
function unassigned(ctx: Ctx, key: AutomaticId): Rows<Case> {
  return free(ctx).whereExists(ofKind(ctx, key).whereColumn('core_contractor.id', 'core_case.contractorId'))
}

/** Cases in no project. */
function free(ctx: Ctx): Rows<Case> {
  const members = ProjectCase.query(ctx.db).whereColumn('projects_case.caseId', 'core_case.id')
  return seen(ctx, caseEntity).whereNotExists(members)
}

const ofKind = (ctx: Ctx, key: AutomaticId): Rows<Contractor> =>
  seen(asSystem(ctx), contractor).where('core_contractor.kind', kindOf(key))

/** Ids of a query's rows, so many at most. */
async function someIds<M extends Recorded>(query: Rows<M>, most: number): Promise<readonly number[]> {
  const { tableName } = query.modelClass()
  const rows = (await query.select(`${tableName}.id`).limit(most)) as unknown as readonly { readonly id: number }[]
  return rows.map(({ id }) => id)
}
