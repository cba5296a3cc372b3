import { caseEntity, contractor, event, present, type Ctx, type Presented } from '@berberis/sdk'
import type { Members } from './members.js'
import { nextRows } from './next-rows.js'

const SHOWN = 50

/** A page of what is in a project: rows as both doors have them, and the id after which the next page begins. */
export interface MembersPage {
  readonly items: readonly Presented[]
  readonly next: number | null
}

/** Its cases by name. */
export async function casesPage(ctx: Ctx, members: Members, after?: number): Promise<MembersPage> {
  const { rows, next } = await nextRows(ctx, caseEntity, members.cases(), { by: 'name_key', after, limit: SHOWN })
  return { items: await present(ctx, caseEntity, rows), next }
}

/** Its contractors by name, as lists have them. */
export async function contractorsPage(ctx: Ctx, members: Members, after?: number): Promise<MembersPage> {
  const { rows, next } = await nextRows(ctx, contractor, members.contractors(), {
    by: 'display_name_key',
    after,
    limit: SHOWN,
  })
  return { items: await present(ctx, contractor, rows), next }
}

/** Its events, newest first. */
export async function eventsPage(ctx: Ctx, members: Members, after?: number): Promise<MembersPage> {
  const { rows, next } = await nextRows(ctx, event, members.events(), {
    by: 'at',
    down: true,
    after,
    limit: SHOWN,
  })
  return { items: await present(ctx, event, rows), next }
}
