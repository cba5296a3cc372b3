import { caseEntity, contractor, event, present, seen, type Ctx, type Presented } from '@berberis/sdk'
import type { ProjectKey } from '../automatic.js'
import { caseIdsOf, casesOf } from './members.js'
import { nextRows } from './next-rows.js'

const SHOWN = 50

/** A page of what is in a project: rows as both doors have them, and the id after which the next page begins. */
export interface MembersPage {
  readonly items: readonly Presented[]
  readonly next: number | null
}

/** Its cases by name. */
export async function casesPage(ctx: Ctx, key: ProjectKey, after?: number): Promise<MembersPage> {
  const { rows, next } = await nextRows(ctx, caseEntity, casesOf(ctx, key), { by: 'name_key', after, limit: SHOWN })
  return { items: await present(ctx, caseEntity, rows), next }
}

/** Its contractors by name, as lists have them. */
export async function contractorsPage(ctx: Ctx, key: ProjectKey, after?: number): Promise<MembersPage> {
  const { rows, next } = await nextRows(ctx, contractor, contractorsOf(ctx, key), {
    by: 'display_name_key',
    after,
    limit: SHOWN,
  })
  return { items: await present(ctx, contractor, rows), next }
}

/** Its events, newest first. */
export async function eventsPage(ctx: Ctx, key: ProjectKey, after?: number): Promise<MembersPage> {
  const { rows, next } = await nextRows(ctx, event, eventsOf(ctx, key), {
    by: 'at',
    down: true,
    after,
    limit: SHOWN,
  })
  return { items: await present(ctx, event, rows), next }
}

/** The visible contractors of its visible cases. */
export function contractorsOf(ctx: Ctx, key: ProjectKey) {
  return seen(ctx, contractor).whereIn('core_contractor.id', casesOf(ctx, key).select('core_case.contractorId'))
}

/** The visible events of its visible cases. */
export function eventsOf(ctx: Ctx, key: ProjectKey) {
  return seen(ctx, event).whereIn('core_event.caseId', caseIdsOf(ctx, key))
}
