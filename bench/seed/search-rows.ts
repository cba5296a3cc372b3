import { fold, kindOf, polishKey, type Knex } from '@berberis/core'
import { insert } from './insert.js'

interface Findable {
  readonly entity: string
  readonly id: number
  readonly label: string
  readonly line: string | null
  readonly title: string
  /** All else it is found by. */
  readonly text: string
}

export interface SearchRows {
  add(row: Findable): void
  /** Writes what was added so far. */
  flush(): Promise<void>
}

/**
 * Search rows as core's own index writes them, in bulk: folded words, all endings of each word of two signs and more, a hit
 * for every word of a record. Ids of words go on from those that are there.
 */
export async function searchRows(db: Knex, firstId: number): Promise<SearchRows> {
  const known = await db('core_search_word').select<{ id: number; word: string }[]>('id', 'word')
  const ids = new Map(known.map(({ id, word }) => [word, id]))
  let lastWord = Math.max(0, ...ids.values())
  let next = firstId
  let records: object[] = []
  let hits: object[] = []
  let words: object[] = []
  let parts: object[] = []

  const idOf = (word: string): number => {
    const known = ids.get(word)
    if (known !== undefined) return known
    const id = (lastWord += 1)
    ids.set(word, id)
    words.push({ id, word })
    for (const part of endings(word)) parts.push({ part, word_id: id })
    return id
  }

  return {
    add({ entity, id, label, line, title, text }) {
      const titled = wordsOf(title)
      const all = [...new Set([...titled, ...wordsOf(text)])]
      const search = next++
      records.push({
        id: search,
        entity,
        record_id: id,
        label,
        label_key: polishKey(label).slice(0, 200),
        line,
        title: spaced(titled),
        text: spaced(all),
      })
      for (const word of all) hits.push({ word_id: idOf(word), kind: kindOf(entity), search_id: search, record_id: id })
    },
    async flush() {
      const [w, p, r, h] = [words, parts, records, hits]
      words = []
      parts = []
      records = []
      hits = []
      await insert(db, 'core_search_word', w)
      await insert(db, 'core_search_part', p)
      await insert(db, 'core_search_record', r)
      await insert(db, 'core_search_hit', h)
    },
  }
}

const wordsOf = (text: string): string[] => [...new Set(fold(text).split(' ').filter(Boolean))]
const spaced = (words: readonly string[]): string => (words.length === 0 ? '' : ` ${words.join(' ')} `)

function endings(word: string): string[] {
  const found: string[] = []
  for (let from = 0; from <= word.length - 2; from += 1) found.push(word.slice(from, from + 40))
  return found
}
