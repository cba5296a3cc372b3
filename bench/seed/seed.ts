import type { Knex } from '@berberis/core'
import { seedActivity } from './activity.js'
import { seedAttributes, seedContractors } from './contractors.js'
import { seedMoreTypes, seedPeople, seedProject } from './office.js'
import { searchRows } from './search-rows.js'

export interface Size {
  readonly contractors: number
  /** Per contractor. */
  readonly cases: number
  readonly events: number
  /** Attribute types of contractors there are in all, beside the three that have values; one of them has some. */
  readonly types?: number
  /** People who share the cases and events; one unless said. */
  readonly people?: number
  /** Cases of the one project there is; without: none. */
  readonly together?: number
}

/** The sizes of the bench; at 100 000 contractors one case and two events each, so that seeding stays within minutes. */
export const sizes: readonly Size[] = [
  { contractors: 1_000, cases: 3, events: 10 },
  { contractors: 10_000, cases: 3, events: 10 },
  { contractors: 100_000, cases: 1, events: 2 },
]

/** A small office and a large one: a hundred times the data, shared by a hundred times the people. */
export const offices = {
  small: { contractors: 1_000, cases: 3, events: 10, types: 500, people: 1, together: 100 },
  large: { contractors: 100_000, cases: 3, events: 10, types: 500, people: 100, together: 10_000 },
} as const satisfies Record<string, Size>

/** Ids of search records begin here, so that none is equal to the id of what it finds. */
const FIRST_SEARCH = 5_000_001
const STEP = 2_000

/** Fills a migrated, set-up, otherwise empty database. `owner` is the operator whom everything belongs to. */
export async function seed(
  db: Knex,
  { contractors, cases, events, types, together, people = 1 }: Size,
  owner: number,
): Promise<void> {
  const search = await searchRows(db, FIRST_SEARCH)
  const attributes = await seedAttributes(db)
  if (types !== undefined) await seedMoreTypes(db, types, contractors)
  const owners = [owner, ...(await seedPeople(db, owner, people - 1))]
  for (let from = 1; from <= contractors; from += STEP) {
    const to = Math.min(from + STEP - 1, contractors)
    await seedContractors(db, from, to, { all: contractors, attributes, owner, search })
    await seedActivity(db, from, to, { cases, events, owners, search })
    await search.flush()
  }
  if (together !== undefined) await seedProject(db, owner, together)
}
