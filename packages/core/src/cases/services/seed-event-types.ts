import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import { freeEventTypes } from '../event-type-seeds.js'
import { eventType } from '../event-type.js'
import { EventType } from '../models/event-type.js'
import { plantEventTypes, valuesOf } from './plant-event-types.js'

/** The kinds a new instance starts with: those of its plugins, then four that are its own to rename and remove. */
export async function seedEventTypes(ctx: Ctx): Promise<void> {
  await plantEventTypes(ctx)
  const last = await EventType.query(ctx.db).orderBy('position', 'desc').first()
  for (const [index, { labelPl, labelEn, ...seed }] of freeEventTypes.entries()) {
    await create(ctx, eventType, {
      ...valuesOf(seed),
      labelPl,
      labelEn,
      position: String((last?.position ?? 0) + index + 1),
    })
  }
}
