import type { Ctx } from '../ctx.js'
import type { Series } from '../plugin/numbering.js'
import type { ReversalOutcome, ReversedEntry } from '../plugin/reversals.js'
import { saveSeries } from './save-series.js'
import { seriesSettings } from './series-settings.js'

/** Numbers as before the entry, from the next number on; a start that was set stays, for numbers may have been taken. */
export async function reverseSeries(ctx: Ctx, { label: id, changes }: ReversedEntry): Promise<ReversalOutcome> {
  const series = ctx.registry.plugins.flatMap((plugin) => plugin.series ?? []).find((one) => one.id === id)
  if (!series) return { restored: false, left: [{ reason: 'core.not-undoable' }] }
  const now = await seriesSettings(ctx, series)
  const left: { field: string; reason: string }[] = []
  const back: Record<string, unknown> = {}
  for (const { field, before, after } of changes) {
    if (field !== 'pattern' && field !== 'reset') left.push({ field, reason: 'core.not-undoable' })
    else if (now[field] !== after) left.push({ field, reason: 'core.changed-since' })
    else back[field] = before
  }
  if (Object.keys(back).length === 0) return { restored: false, left }
  const { pattern = now.pattern, reset = now.reset } = back as { pattern?: string; reset?: Series['reset'] }
  await saveSeries(ctx, series, { version: now.version, pattern, reset })
  return { restored: true, left }
}
