import type { Ctx } from '../ctx.js'
import type { Series } from '../plugin/numbering.js'

/** How a series numbers now: as the firm set it, else as its plugin ships it. */
export interface SeriesSettings {
  readonly id: string
  /** 0 while nobody changed it. */
  readonly version: number
  readonly pattern: string
  readonly reset: Series['reset']
}

/** The settings in force. A new pattern acts from the next number. */
export async function seriesSettings(ctx: Ctx, { id, pattern, reset }: Series): Promise<SeriesSettings> {
  const row: SeriesSettings | undefined = await ctx
    .db('core_series')
    .where({ id })
    .first('id', 'version', 'pattern', 'reset')
  return row ?? { id, version: 0, pattern, reset }
}
