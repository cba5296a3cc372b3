import type { Ctx } from '../ctx.js'
import type { Permission } from './permissions.js'

/**
 * A declared place in a page. The owner lists it in `definePlugin({ slots })` and prints `{{slot "id" …}}` in a view.
 * `About` is what the owner tells the fills, e.g. `{ contractor: { id: number } }`.
 */
export interface Slot<About> {
  readonly id: string
  /** How its fills stand on the page. */
  readonly shape: 'tabs' | 'cards' | 'menu' | 'tiles' | 'pages'
  readonly about?: About
}

export const slot = <About>(id: string, shape: Slot<About>['shape']): Slot<About> => ({ id, shape })

/** What a plugin puts into a slot: a label, a permission and an address that htmx fetches when it comes into view. */
export interface Fill {
  readonly slotId: string
  /** Unique within its plugin; stands in the address of a tab (`?tab=sales`). */
  readonly name: string
  /** Locale key. */
  readonly label: string
  readonly permission: Permission
  readonly icon?: string
  /** Least height of a card or tile, so nothing jumps: 10.5, 15 or 22 rem. */
  readonly size: 's' | 'm' | 'l'
  readonly href: (about: never) => string
  /** A figure beside the label; asked for the page's record at once, in one query. */
  readonly count?: (ctx: Ctx, about: never) => Promise<number>
}

export function fill<About>(
  into: Slot<About>,
  f: {
    name: string
    label: string
    permission: Permission
    icon?: string
    size?: Fill['size']
    href: (about: About) => string
    count?: (ctx: Ctx, about: About) => Promise<number>
  },
): Fill {
  return { size: 'm', ...f, slotId: into.id } as Fill
}
