import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import { raise } from '../../entity/revision.js'
import type { EventTypeSeed } from '../../plugin/define-plugin.js'
import { eventType } from '../event-type.js'
import { EventType } from '../models/event-type.js'

/**
 * Makes rows of the event types that the plugins in force declare, once each; what an administrator changed stays.
 * Run whenever the set of plugins may have changed.
 */
export async function plantEventTypes(ctx: Ctx): Promise<void> {
  const known = await EventType.query(ctx.db).select('key', 'position')
  const keys = new Set(known.map(({ key }) => key))
  const missing = ctx.registry.plugins.flatMap(({ id, eventTypes = [] }) =>
    eventTypes.filter(({ key }) => !keys.has(key)).map((seed) => ({ source: id, seed })),
  )
  if (missing.length === 0) return
  let position = Math.max(0, ...known.map((row) => row.position))
  for (const { source, seed } of missing)
    await create(ctx, eventType, { ...valuesOf(seed), source, position: String((position += 1)) })
  await raise(ctx, 'event-types')
}

/** A seed as the entity's values, without names, source and place. */
export function valuesOf({
  key,
  icon,
  hue,
  defaultMinutes,
  deadline,
  direction,
}: EventTypeSeed): Record<string, unknown> {
  return {
    key,
    icon,
    hue,
    defaultMinutes,
    direction: direction ?? null,
    deadlineDays: deadline && 'workingDays' in deadline ? String(deadline.workingDays) : null,
    deadlineHours: deadline && 'hours' in deadline ? String(deadline.hours) : null,
  }
}
