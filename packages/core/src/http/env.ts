import type { Ctx } from '../ctx.js'
import type { Kernel } from '../host/kernel.js'
import type { Owned } from '../host/registry.js'
import type { Fill } from '../plugin/slots.js'
import type { Env, FilledSlot, FillView } from '../ui/env.js'
import type { Face } from './face.js'

type About = Readonly<Record<string, unknown>>

/** Counts that fills showed, once they are known: by slot, what the page told about its record, and fill. */
export interface Counts {
  readonly known: ReadonlyMap<string, number>
  /** Fills that were drawn without their count, since it has to be asked first. */
  readonly wanted: Map<string, { readonly fill: Fill; readonly about: About }>
}

/** What views may use in this answer: language, rights, addresses, fills. */
export function envOf(kernel: Kernel, { assets }: Face, ctx: Ctx, counts: Counts): Env {
  return {
    locale: ctx.locale,
    zone: ctx.zone,
    now: ctx.now,
    t: ctx.t,
    can: (id) => {
      const permission = kernel.registry.permission(id)
      return permission !== undefined && ctx.can(permission)
    },
    asset: assets.url,
    icons: assets.url('core/icons.svg'),
    iconNames: assets.icons,
    fills: (slotId, about) => filled(kernel, ctx, counts, slotId, about),
  }
}

/** Asks for the counts that were wanted. */
export async function askCounts(ctx: Ctx, { wanted }: Counts): Promise<Counts> {
  const known = new Map<string, number>()
  for (const [key, { fill, about }] of wanted) {
    const count = await fill.count?.(ctx, about as never)
    if (count !== undefined) known.set(key, count)
  }
  return { known, wanted: new Map() }
}

function filled(kernel: Kernel, ctx: Ctx, counts: Counts, slotId: string, about: About): FilledSlot {
  const shape = kernel.registry.slots.get(slotId)?.shape ?? 'cards'
  const allowed = kernel.registry.fillsOf(slotId).filter(({ part }) => ctx.can(part.permission))
  return { shape, fills: allowed.map((one) => fillView(ctx, counts, one, about)) }
}

function fillView(ctx: Ctx, counts: Counts, { plugin, part }: Owned<Fill>, about: About): FillView {
  const { name, label, icon, size } = part
  const key = JSON.stringify([part.slotId, plugin, name, about])
  const count = counts.known.get(key)
  if (part.count && count === undefined) counts.wanted.set(key, { fill: part, about })

  return {
    id: `${plugin}.${name}`,
    name,
    label: ctx.t(label),
    href: part.href(about as never),
    size,
    ...(icon !== undefined && { icon }),
    ...(count !== undefined && { count }),
  }
}
