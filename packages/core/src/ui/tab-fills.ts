import type { Ctx } from '../ctx.js'
import type { Slot } from '../plugin/slots.js'
import type { FillView } from './env.js'

export interface TabFills {
  /** For the row of tabs: each at `<base>?tab=<plugin>.<name>`, with its count. */
  readonly tabs: readonly FillView[]
  /** The chosen one as the card it loads into; empty for a tab of the page's own. */
  readonly body: readonly FillView[]
}

export interface TabsAsked {
  /** Address of the page. */
  readonly base: string
  /** `<plugin>.<name>` of the tab that is open. */
  readonly current?: string
  /** Figures of tabs that do not count themselves. */
  readonly counts?: ReadonlyMap<string, number>
}

/** Fills of a tabs slot the reader may see, so that a tab of a plugin opens within the page it belongs to. */
export async function tabFills<About>(
  ctx: Ctx,
  slot: Slot<About>,
  about: About,
  { base, current, counts = new Map() }: TabsAsked,
): Promise<TabFills> {
  const tabs: FillView[] = []
  const body: FillView[] = []
  for (const { id: plugin, fills = [] } of ctx.registry.plugins) {
    for (const fill of fills.filter(({ slotId, permission }) => slotId === slot.id && ctx.can(permission))) {
      const id = `${plugin}.${fill.name}`
      const count = (await fill.count?.(ctx, about as never)) ?? counts.get(id)
      const view = { id, name: id, label: ctx.t(fill.label), size: fill.size, ...(fill.icon && { icon: fill.icon }) }
      tabs.push({ ...view, href: `${base}?tab=${id}`, ...(count !== undefined && { count }) })
      if (id === current) body.push({ ...view, href: fill.href(about as never) })
    }
  }
  return { tabs, body }
}
