import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import { wordEndings } from '../text/search-words.js'

interface Word {
  readonly id: number
  readonly word: string
}

/**
 * Takes away words that no record has any more, and their parts, `most` of them at once. A word that somebody is about to
 * use is locked by him (`wordIds`): it is locked here too, and then asked again whether it is used.
 */
export async function sweepWords(ctx: Ctx, { most }: { readonly most?: number } = {}): Promise<void> {
  const unused = ctx
    .db('core_search_word as w')
    .whereNotExists(ctx.db('core_search_hit as h').select(ctx.db.raw('1')).whereRaw('h.word_id = w.id'))
    .pluck<string[]>('w.word')
  const found = await (most === undefined ? unused : unused.limit(most))
  for (const words of inParts(found.sort())) {
    // By the word, whose index is what the others lock.
    const locked = await ctx.db('core_search_word').whereIn('word', words).forUpdate().select<Word[]>('id', 'word')
    const ids = locked.map(({ id }) => id)
    const used = new Set(await ctx.db('core_search_hit').whereIn('word_id', ids).distinct().pluck<number[]>('word_id'))
    await deleteWords(
      ctx,
      locked.filter(({ id }) => !used.has(id)),
    )
  }
}

/** The parts of a word are known from the word: their rows are found by the key, not by reading the table. */
async function deleteWords(ctx: Ctx, words: readonly Word[]): Promise<void> {
  const gone = new Set(words.map(({ id }) => id))
  const parts = [...new Set(words.flatMap(({ word }) => wordEndings(word)))]
  for (const some of inParts(parts)) {
    const rows = await ctx
      .db('core_search_part')
      .whereIn('part', some)
      .select<{ part: string; word_id: number }[]>('part', 'word_id')
    for (const { part, word_id } of rows)
      if (gone.has(word_id)) await ctx.db('core_search_part').where({ part, word_id }).delete()
  }
  await ctx
    .db('core_search_word')
    .whereIn('id', [...gone])
    .delete()
}
