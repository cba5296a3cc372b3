import type { Ctx } from '../ctx.js'

/**
 * A name under which something is told to change (`ctx.touch`), that is no entity: `core.worklist:7`. Entities need none:
 * `<entity id>` and `<entity id>:<record>` are heard by whoever may read.
 */
export interface Topic {
  readonly id: string
  /** Whether the asking one may hear what is told of `about`: what stands after the colon, '' when nothing does. */
  readonly mayHear: (ctx: Ctx, about: string) => boolean | Promise<boolean>
}

export const topic = (id: string, mayHear: Topic['mayHear']): Topic => ({ id, mayHear })

/** A topic of each operator's own, by his id. */
export const personalTopic = (id: string): Topic => topic(id, (ctx, about) => about === String(ctx.operator?.id))
