import type { Ctx } from '../ctx.js'
import { selectRaw } from '../db/select-raw.js'
import { visibleIds } from '../entity/judge-values.js'
import { policyOf, type Sql } from '../entity/policy.js'
import type { Entity } from '../plugin/entity.js'
import { queryWords } from '../text/search-words.js'
import { hitsByKind, hitsOf, like, likeAll } from './fragment-sql.js'
import { kindOf } from './kind.js'
import { isSearchable } from './searchable.js'
import { searchRows, type SearchRow } from './hooks.js'

export interface FoundRecord {
  readonly id: number
  readonly label: string
  readonly line: string | null
  readonly href: string
}

export interface FoundGroup {
  /** Id of the entity. */
  readonly entity: string
  readonly count: number
  /** True: there are more than `count`. */
  readonly over: boolean
  readonly items: readonly FoundRecord[]
}

export interface Found {
  readonly groups: readonly FoundGroup[]
  /** Things that are no records, from plugins. */
  readonly others: readonly SearchRow[]
}

/** Counts are exact as far as this. */
const COUNTED = 100
/** More hits than this, and the names are walked in order instead. */
const MANY = 5000
/** Hits looked at to see whose they are; an entity without any is not asked, for its names would be walked in vain. */
const LOOKED_AT = 50_000
/** Candidates fetched at a time: more than are counted, for the rows of some may be gone. */
const CANDIDATES = 400

/**
 * Finds records by fragments of their words (spec-core §8): exact numbers first, then whole words of the title, their
 * beginnings, beginnings elsewhere, the rest, each by name. Only what the asking one may see is counted and shown.
 */
export async function search(
  ctx: Ctx,
  q: string,
  { entity, limit = 5 }: { readonly entity?: string; readonly limit?: number } = {},
): Promise<Found> {
  const words = queryWords(q)
  if (words.length === 0) return { groups: [], others: [] }
  const { counts, complete } = await hitsByKind(ctx.db, words, LOOKED_AT)

  const groups: FoundGroup[] = []
  for (const each of searched(ctx, entity)) {
    const hits = counts.get(kindOf(each.id)) ?? 0
    if (complete && hits === 0) continue
    const few = complete && hits <= MANY
    const group = await groupOf(ctx, each, words, { few, limit })
    if (group) groups.push(group)
  }
  const others = entity === undefined ? await ctx.gather(searchRows, { words, q }) : []
  return { groups, others }
}

function searched(ctx: Ctx, only: string | undefined): readonly Entity[] {
  const all = ctx.registry.plugins.flatMap(({ entities = [] }) => entities)
  return all.filter(
    (entity) =>
      isSearchable(entity) &&
      (only === undefined || entity.id === only) &&
      policyOf(ctx, entity, 'read')?.sql !== '1 = 0',
  )
}

interface Candidate {
  readonly record_id: number
  readonly label: string
  readonly line: string | null
}

async function groupOf(
  ctx: Ctx,
  entity: Entity,
  words: readonly string[],
  { few, limit }: { readonly few: boolean; readonly limit: number },
): Promise<FoundGroup | null> {
  const mine = readable(ctx, entity)
  const items: FoundRecord[] = []
  let count = 0
  for (let from = 0; count <= COUNTED; from += CANDIDATES) {
    const { sql, bindings } = few ? ranked(entity, words, mine, from) : walked(entity, words, mine, from)
    const candidates = await selectRaw<Candidate>(ctx.db, sql, bindings)
    const visible = await visibleIds(
      ctx,
      entity,
      candidates.map(({ record_id }) => record_id),
    )
    for (const { record_id: id, label, line } of candidates) {
      if (!visible.has(id)) continue
      count += 1
      if (items.length < limit) items.push({ id, label, line, href: `${entity.path}/${id}` })
    }
    if (candidates.length < CANDIDATES) break
  }
  return count === 0 ? null : { entity: entity.id, count: Math.min(count, COUNTED), over: count > COUNTED, items }
}

/** Asked with the candidates: whoever sees ten of a hundred thousand must not have all of them fetched to be left out. */
function readable(ctx: Ctx, entity: Entity): Sql {
  const policy = policyOf(ctx, entity, 'read')
  if (policy === null) return { sql: '', bindings: [] }
  const { tableName } = entity.model
  return {
    sql: `and r.record_id in (select \`${tableName}\`.\`id\` from \`${tableName}\` where ${policy.sql})`,
    bindings: policy.bindings,
  }
}

/** Few hits: all of them, the best first. */
function ranked(entity: Entity, words: readonly string[], mine: Sql, from: number): Sql {
  const hits = hitsOf(entity.id, words)
  const [first = ''] = words
  const number = /^\d{5,}$/.test(first) && words.length === 1
  const rank = `case ${number ? 'when r.text like ? then 0 ' : ''}when r.title like ? then 1 when r.title like ? then 2 when r.text like ? then 3 else 4 end`
  const likes = [...(number ? [`% ${first} %`] : []), `% ${first} %`, `% ${first}%`, `% ${first}%`]
  return {
    sql: `select r.record_id, r.label, r.line from core_search_record r where r.id in (select h.search_id from ${hits.sql}) and ${likeAll(words)} ${mine.sql} order by ${rank}, r.label_key, r.id limit ${CANDIDATES} offset ${from}`,
    bindings: [...hits.bindings, ...words.map(like), ...mine.bindings, ...likes],
  }
}

/** Many hits: the index of names is walked and ends early. */
function walked(entity: Entity, words: readonly string[], mine: Sql, from: number): Sql {
  return {
    sql: `select r.record_id, r.label, r.line from core_search_record r where r.entity = ? and ${likeAll(words)} ${mine.sql} order by r.label_key, r.id limit ${CANDIDATES} offset ${from}`,
    bindings: [entity.id, ...words.map(like), ...mine.bindings],
  }
}
