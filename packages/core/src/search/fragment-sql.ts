import type { Knex } from 'knex'
import { selectRaw } from '../db/select-raw.js'
import type { Sql } from '../entity/policy.js'
import { LONGEST_PART } from '../text/search-words.js'

/** Above every letter there is: appended to a beginning it ends the range of texts that have it. */
export const prefixEnd = '\u{10FFFF}'

/** Hidden from the planner: the hits lead to the record, the index of entities would lead through all of them. */
const ofEntity = "coalesce(r.entity, '') = ?"

/** Hits of a fragment of one word: `h.search_id` of `core_search_part p` and `core_search_hit h`, a range of an index. */
export function hitsOf(fragment: string, join = ''): Sql {
  const part = [...fragment].slice(0, LONGEST_PART).join('')
  return {
    sql: `core_search_part p join core_search_hit h on h.word_id = p.word_id ${join} where p.part >= ? and p.part < ?`,
    bindings: [part, part + prefixEnd],
  }
}

/** Record ids of an entity that have all fragments: the longest one by its hits, each of them checked on the text. */
export function recordsWith(entityId: string, fragments: readonly string[]): Sql {
  const hits = hitsOf(longestOf(fragments))
  return {
    sql: `select r.record_id from core_search_record r where ${ofEntity} and r.id in (select h.search_id from ${hits.sql}) and ${likeAll(fragments)}`,
    bindings: [entityId, ...hits.bindings, ...fragments.map(like)],
  }
}

/** A row per hit of the longest fragment within an entity, for counting a few of them. */
export function hitsWithin(entityId: string, fragments: readonly string[]): Sql {
  const hits = hitsOf(longestOf(fragments), 'join core_search_record r on r.id = h.search_id')
  return { sql: `select 1 from ${hits.sql} and ${ofEntity}`, bindings: [...hits.bindings, entityId] }
}

/** The same asked of one record at a time, for a walk in another order. */
export function recordHas(entityId: string, fragments: readonly string[], id: string): Sql {
  return {
    sql: `exists (select 1 from core_search_record r where r.entity = ? and r.record_id = ${id} and ${likeAll(fragments)})`,
    bindings: [entityId, ...fragments.map(like)],
  }
}

/** The rarest, as far as length tells. */
export const longestOf = (fragments: readonly string[]): string =>
  fragments.reduce((longest, each) => (each.length > longest.length ? each : longest), '')

export const likeAll = (fragments: readonly string[]): string => fragments.map(() => 'r.text like ?').join(' and ')

/** Folded words hold no sign that means something to LIKE. */
export const like = (fragment: string): string => `%${fragment}%`

/** How many hits the rarest of the fragments has, counted to one more than `most`; one query. */
export async function fragmentCount(db: Knex, fragments: readonly string[], most: number): Promise<number> {
  const hits = hitsOf(longestOf(fragments))
  const text = `select count(*) as n from (select 1 from ${hits.sql} limit ${most + 1}) counted`
  const [row] = await selectRaw<{ n: number }>(db, text, hits.bindings)
  return Number(row?.n ?? 0)
}

/** Hits of the rarest of the fragments by entity, those of the first `most` hits; complete when there were no more. */
export async function hitsByEntity(
  db: Knex,
  fragments: readonly string[],
  most: number,
): Promise<{ readonly counts: ReadonlyMap<string, number>; readonly complete: boolean }> {
  const hits = hitsOf(longestOf(fragments))
  const text = `select r.entity, count(*) as n from (select h.search_id from ${hits.sql} limit ${most}) x left join core_search_record r on r.id = x.search_id group by r.entity`
  const rows = await selectRaw<{ entity: string | null; n: number }>(db, text, hits.bindings)
  const counts = new Map(rows.map(({ entity, n }) => [entity ?? '', Number(n)]))
  return { counts, complete: [...counts.values()].reduce((sum, n) => sum + n, 0) < most }
}
