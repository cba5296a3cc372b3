import type { Ctx } from '../ctx.js'

/**
 * The same work in the house's own name, when nobody who could be asked for rights is there yet: the set-up makes the
 * first roles and the first operator. Everything else of `ctx` stays.
 */
export function asSystem(ctx: Ctx): Ctx {
  return { ...ctx, system: true, can: () => true, must: () => undefined }
}
