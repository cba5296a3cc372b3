import type { Knex } from 'knex'
import { insertMany, insertMissing, inParts } from '../db/bulk.js'
import { wordEndings } from '../text/search-words.js'

/**
 * The ids of words, new ones made with all their endings. Sorted, so that two transactions that bring the same new words
 * wait for each other instead of embracing.
 */
export async function wordIds(db: Knex, words: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const ids = await knownIds(db, words)
  const missing = words.filter((word) => !ids.has(word)).sort()
  if (missing.length === 0) return ids

  await insertMissing(
    db,
    'core_search_word',
    ['word'],
    missing.map((word) => ({ word })),
  )
  const made = await knownIds(db, missing)
  const parts = missing.flatMap((word) => partsOf(word).map((part) => ({ part, word_id: made.get(word) })))
  await insertMissing(db, 'core_search_part', ['part', 'word_id'], parts)
  return new Map([...ids, ...made])
}

/** A record as its hits name it: the number of its entity (`kindOf`), its row in `core_search_record` and its own id. */
export interface Findable {
  readonly kind: number
  readonly search_id: number
  readonly record_id: number
}

/** Gives hits to a record. */
export async function addHits(db: Knex, of: Findable, words: readonly number[]): Promise<void> {
  await insertMany(
    db,
    'core_search_hit',
    words.map((word_id) => ({ word_id, ...of })),
  )
}

async function knownIds(db: Knex, words: readonly string[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const part of inParts(words)) {
    // Locked until the hits are committed: `sweepWords` takes away what nobody uses.
    const rows = await db('core_search_word')
      .whereIn('word', part)
      .forShare()
      .select<{ id: number; word: string }[]>('id', 'word')
    for (const { id, word } of rows) ids.set(word, id)
  }
  return ids
}

/** A word of one sign has no ending that anybody could look for. */
const partsOf = (word: string): readonly string[] => wordEndings(word)
