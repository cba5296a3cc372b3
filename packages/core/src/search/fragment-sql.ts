import type { Knex } from 'knex'
import { selectRaw } from '../db/select-raw.js'
import type { Sql } from '../entity/policy.js'
import { LONGEST_PART } from '../text/search-words.js'
import { kindOf } from './kind.js'

/** Above every letter there is: appended to a beginning it ends the range of texts that have it. */
export const prefixEnd = '\u{10FFFF}'

/**
 * Hits of the longest of the fragments in the words of an entity's records: `core_search_part p` and `core_search_hit h`,
 * ranges of their keys that hold all that is asked (`h.search_id`, `h.record_id`).
 */
export function hitsOf(entityId: string, fragments: readonly string[]): Sql {
  const [from, to] = rangeOf(fragments)
  return {
    sql: 'core_search_part p join core_search_hit h on h.word_id = p.word_id where p.part >= ? and p.part < ? and h.kind = ?',
    bindings: [from, to, kindOf(entityId)],
  }
}

/** Record ids of an entity that have all fragments: the longest one by its hits; what these leave open, by the text. */
export function recordsWith(entityId: string, fragments: readonly string[]): Sql {
  const hits = hitsOf(entityId, fragments)
  if (fragments.length === 1 && isWhole(longestOf(fragments)))
    return { sql: `select h.record_id from ${hits.sql}`, bindings: hits.bindings }
  return {
    sql: `select r.record_id from core_search_record r where r.id in (select h.search_id from ${hits.sql}) and ${likeAll(fragments)}`,
    bindings: [...hits.bindings, ...fragments.map(like)],
  }
}

/** A row per hit of the longest fragment within an entity, for counting a few of them. */
export function hitsWithin(entityId: string, fragments: readonly string[]): Sql {
  const hits = hitsOf(entityId, fragments)
  return { sql: `select 1 from ${hits.sql}`, bindings: hits.bindings }
}

/** The same asked of one record at a time, for a walk in another order. */
export function recordHas(entityId: string, fragments: readonly string[], id: string): Sql {
  return {
    sql: `exists (select 1 from core_search_record r where r.entity = ? and r.record_id = ${id} and ${likeAll(fragments)})`,
    bindings: [entityId, ...fragments.map(like)],
  }
}

/** The endings of words that begin with the longest of the fragments. */
function rangeOf(fragments: readonly string[]): readonly [string, string] {
  const part = [...longestOf(fragments)].slice(0, LONGEST_PART).join('')
  return [part, part + prefixEnd]
}

/** Endings are cut; what is longer than they are is found by its beginning only. */
const isWhole = (fragment: string): boolean => [...fragment].length <= LONGEST_PART

/** The rarest, as far as length tells. */
const longestOf = (fragments: readonly string[]): string =>
  fragments.reduce((longest, each) => (each.length > longest.length ? each : longest), '')

export const likeAll = (fragments: readonly string[]): string => fragments.map(() => 'r.text like ?').join(' and ')

/** Folded words hold no sign that means something to LIKE. */
export const like = (fragment: string): string => `%${fragment}%`

/** How many hits the rarest of the fragments has within an entity, counted to one more than `most`; one query. */
export async function countHits(
  db: Knex,
  entityId: string,
  fragments: readonly string[],
  most: number,
): Promise<number> {
  const hits = hitsWithin(entityId, fragments)
  const text = `select count(*) as n from (${hits.sql} limit ${most + 1}) counted`
  const [row] = await selectRaw<{ n: number }>(db, text, hits.bindings)
  return Number(row?.n ?? 0)
}

/**
 * Hits of the rarest of the fragments by the entity they belong to (`kindOf`), those of the first `most`; complete when
 * there were no more.
 */
export async function hitsByKind(
  db: Knex,
  fragments: readonly string[],
  most: number,
): Promise<{ readonly counts: ReadonlyMap<number, number>; readonly complete: boolean }> {
  const text = `select x.kind, count(*) as n from (select h.kind from core_search_part p join core_search_hit h on h.word_id = p.word_id where p.part >= ? and p.part < ? limit ${most}) x group by x.kind`
  const rows = await selectRaw<{ kind: number; n: number }>(db, text, rangeOf(fragments))
  const counts = new Map(rows.map(({ kind, n }) => [Number(kind), Number(n)]))
  return { counts, complete: [...counts.values()].reduce((sum, n) => sum + n, 0) < most }
}
