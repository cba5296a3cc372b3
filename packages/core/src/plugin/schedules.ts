import type { Ctx } from '../ctx.js'

/**
 * Work at set times, company zone: `day at 07:30`, `hour`, `15 minutes`, `monday at 08:00`, `month on day 1 at 06:00`.
 * A run is one transaction unless it asks for items of its own; it may be made again after a crash.
 */
export interface Schedule {
  readonly when: string
  readonly name: string
  /** True: every missed due time is made up, not only the newest. */
  readonly each: boolean
  readonly run: (ctx: Ctx, due: { readonly due: string }) => Promise<void>
}

export function every(
  when: string,
  name: string,
  run: Schedule['run'],
  { each = false }: { each?: boolean } = {},
): Schedule {
  return { when, name, each, run }
}
