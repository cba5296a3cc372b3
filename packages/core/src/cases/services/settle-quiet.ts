import { inParts } from '../../db/bulk.js'
import { changeRaw } from '../../db/select-raw.js'
import type { Ctx } from '../../ctx.js'
import type { Event } from '../models/event.js'

const COLUMNS = { core_contractor: 'contractor_id', core_case: 'case_id' } as const

/**
 * Writes down since when nothing was done with contractors, or in cases: the time of the last event that is done, else when
 * they were made. Lists find those long forgotten by it. It is derived, so neither a version nor the trail tells of it.
 */
export async function settleQuiet(ctx: Ctx, table: keyof typeof COLUMNS, ids: readonly number[]): Promise<void> {
  const last = `select e.at from core_event e where e.${COLUMNS[table]} = ${table}.id and e.state = 'done' order by e.at desc limit 1`
  for (const part of inParts(ids))
    await changeRaw(
      ctx.db,
      `update ${table} set quiet_since = coalesce((${last}), created_at) where id in (${part.map(() => '?').join(', ')})`,
      part,
    )
}

/** The same for whatever an event was or is about, when it was done or is no longer. */
export async function quietAfter(ctx: Ctx, before: Event | null, after: Event | null): Promise<void> {
  const [old, now] = [before, after].map((row) => (row?.state === 'done' ? row : null))
  if (!old && !now) return
  if (old && now && old.at === now.at && old.contractorId === now.contractorId && old.caseId === now.caseId) return
  const ids = (of: (row: Event) => number | null) => [
    ...new Set([old, now].flatMap((row) => (row ? (of(row) ?? []) : []))),
  ]
  await settleQuiet(
    ctx,
    'core_contractor',
    ids((row) => row.contractorId),
  )
  await settleQuiet(
    ctx,
    'core_case',
    ids((row) => row.caseId),
  )
}
