import type { Ctx } from '../ctx.js'

/** The first page counts as far as this; what is more is „ponad 1000”. */
export const MOST = 1000

export interface Figure {
  readonly n: number
  /** As it stands in a tile. */
  readonly text: string
  /** The phrase of this key, or of `<key>-over` when there are more than were counted. */
  readonly phrase: (key: string) => string
}

/** A count that was taken no further than `most` and one more, in words. */
export function figureOf(ctx: Ctx, counted: readonly { readonly n: number }[], most = MOST): Figure {
  const n = counted.reduce((sum, each) => sum + Number(each.n), 0)
  const over = n > most
  const count = Math.min(n, most)
  return {
    n: count,
    text: over ? ctx.t('core.home.over', { count }) : String(count),
    phrase: (key) => ctx.t(over ? `${key}-over` : key, { count }),
  }
}
