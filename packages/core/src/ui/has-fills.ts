import type { Ctx } from '../ctx.js'
import type { Slot } from '../plugin/slots.js'

/** Whether a slot shows this reader anything: what is drawn around it (a button that opens a menu) goes without. */
export function hasFills<About>(ctx: Ctx, slot: Slot<About>): boolean {
  return ctx.registry.plugins.some(({ fills = [] }) =>
    fills.some(({ slotId, permission }) => slotId === slot.id && ctx.can(permission)),
  )
}
