import type { Ctx } from '../ctx.js'
import { may } from '../permissions.js'
import type { ReversalOutcome, ReversedEntry } from '../plugin/reversals.js'
import { HIDDEN, saveSettings, shownNow } from './save-settings.js'

/** Gives settings back the value an entry took from them, those that still have the one it gave. A secret was never kept. */
export async function reverseSetting(ctx: Ctx, { label: plugin, changes }: ReversedEntry): Promise<ReversalOutcome> {
  ctx.must(may.manageSettings)
  const now = await shownNow(ctx, plugin)
  const back = new Map<string, unknown>()
  const left: { field: string; reason: string }[] = []
  for (const { field, before, after } of changes) {
    const key = field.slice(plugin.length + 1)
    if (before === HIDDEN || after === HIDDEN) left.push({ field, reason: 'core.not-undoable' })
    else if (JSON.stringify(now.get(key)) !== JSON.stringify(after)) left.push({ field, reason: 'core.changed-since' })
    else back.set(key, before)
  }
  if (back.size > 0) await saveSettings(ctx, plugin, Object.fromEntries(back))
  return { restored: back.size > 0, left }
}
