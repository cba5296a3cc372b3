import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { findRef, type FoundRef } from '../ui/find-ref.js'
import { isOfSearch } from '../ui/sought.js'
import type { RawQuery } from './read-query.js'
import { subjectsOf } from './subject.js'

/** A page's query without what is sent to find a record for a filter, and what was found. */
export interface SoughtFilters {
  readonly query: RawQuery
  /** By the filter's key. */
  readonly found: ReadonlyMap<string, FoundRef>
}

const TEXT = '.text'

/** The search step of the filters that are references, in a browser without scripts; what led to one record is in force. */
export async function soughtFilters(ctx: Ctx, of: Entity, query: RawQuery): Promise<SoughtFilters> {
  const names = Object.keys(query).filter((name) => isOfSearch(name, query))
  const found = new Map<string, FoundRef>()
  if (names.length === 0) return { query, found }

  const subjects = await subjectsOf(ctx, of)
  for (const key of names.filter((name) => name.endsWith(TEXT)).map((name) => name.slice(0, -TEXT.length))) {
    const target = subjects.get(key)?.field.of?.()
    const step = target && (await findRef(ctx, target, query, { name: key }))
    if (step) found.set(key, step)
  }
  const own = Object.entries(query).filter(([name]) => !names.includes(name))
  const values = [...found].map(([key, { value }]) => [key, value] as const)
  return { query: Object.fromEntries([...own, ...values]), found }
}
