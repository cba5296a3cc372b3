import type { TObject } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import type { AttributeSeed } from './attributes.js'
import type { Entity } from './entity.js'
import type { Errand } from './errands.js'
import type { Importing } from './importing.js'
import type { Hook, Listener } from './hooks.js'
import type { Job } from './jobs.js'
import type { List } from './lists.js'
import type { Look } from './looks.js'
import type { Migration } from './migrations.js'
import type { Series } from './numbering.js'
import type { NotificationKind } from './notifications.js'
import type { Permission } from './permissions.js'
import type { Reversal } from './reversals.js'
import type { Routes } from './routes.js'
import type { Schedule } from './schedules.js'
import type { Fill, Slot } from './slots.js'
import type { Topic } from './topics.js'

/** Groups of the side bar belong to core; a plugin adds entries, never groups. */
export type MenuGroup = 'work' | 'sales' | 'stock' | 'finance' | 'marketing' | 'calls' | 'admin'

export interface MenuEntry {
  readonly group: MenuGroup
  /** Locale key. */
  readonly label: string
  readonly href: string
  readonly icon: string
  readonly permission: Permission
  /** The key after `g` that goes there (ui §7); a taken one stops the start. */
  readonly key?: string
  /** Where in its group, the lowest first; 50 unless told, and among equals in the order of plugins. */
  readonly rank?: number
}

/** An entry under "Utwórz" and in the palette. */
export interface CreateEntry {
  readonly label: string
  readonly href: string
  readonly icon: string
  readonly permission: Permission
}

/** An event type a plugin brings; its label is the locale key `event-type.<key>`. */
export interface EventTypeSeed {
  readonly key: string
  readonly icon: string
  readonly hue: string
  readonly defaultMinutes: number
  readonly deadline?: { readonly workingDays: number } | { readonly hours: number }
  /** Which way its papers go: in to us, out from us. */
  readonly direction?: 'in' | 'out'
}

/**
 * A database's own refusal, kept beside the table: a trigger that forbids deleting rows, changing them or adding some,
 * once `when` holds. `when` is SQL over `old.<column>`, and `new.<column>` where there is one, that both databases read the
 * same.
 */
export interface Guard {
  readonly name: string
  readonly table: string
  readonly refuses: 'insert' | 'update' | 'delete'
  readonly when: string
  /** Columns an update may still touch, e.g. the one that says when a document was mailed. */
  readonly except?: readonly string[]
}

export interface HealthCheck {
  readonly name: string
  /** Null when sound; otherwise a locale key that says what is wrong. */
  readonly check: (ctx: Ctx) => Promise<string | null>
}

export interface PluginDetails {
  readonly id: string
  /** Locale key of its name. */
  readonly title: string
  /** `import.meta.url` of the entry: the package around it holds `package.json`, `views`, `locales`, `public`, `help`. */
  readonly from: string
  readonly needs?: readonly string[]
  readonly settings?: TObject
  readonly permissions: Readonly<Record<string, Permission>>
  readonly migrations?: readonly Migration[]
  readonly guards?: readonly Guard[]
  readonly entities?: readonly Entity[]
  readonly lists?: readonly List[]
  readonly attributes?: readonly AttributeSeed[]
  readonly series?: readonly Series[]
  readonly eventTypes?: readonly EventTypeSeed[]
  readonly hooks?: readonly (Pick<Hook, 'kind' | 'id' | 'formerly'> & {
    readonly internal?: boolean
    readonly label?: string
  })[]
  readonly slots?: readonly Pick<Slot<unknown>, 'id' | 'shape'>[]
  readonly routes?: Readonly<Record<string, Routes>>
  readonly listeners?: readonly Listener[]
  readonly errands?: readonly Errand[]
  readonly jobs?: readonly Job[]
  readonly schedules?: readonly Schedule[]
  /** Work it looks for every few seconds. */
  readonly looks?: readonly Look[]
  /** Kinds of things its operators are told of with `notify`. */
  readonly notifications?: readonly NotificationKind[]
  /** Names under which it tells of changes, besides its entities. */
  readonly topics?: readonly Topic[]
  readonly reversals?: readonly Reversal[]
  /** Entities of its own whose rows are imported otherwise than by plain `create` and `save`. */
  readonly imports?: readonly Importing[]
  readonly menu?: readonly MenuEntry[]
  readonly create?: readonly CreateEntry[]
  readonly fills?: readonly Fill[]
  readonly health?: readonly HealthCheck[]
  /** Rows a new instance starts with (roles, units of measure); run once after its migrations, in one transaction. */
  readonly seed?: (ctx: Ctx) => Promise<void>
  /** Its part of the example firm, on the day T (local day), in one transaction. */
  readonly example?: (ctx: Ctx, given: { readonly day: string }) => Promise<void>
}

export interface Plugin extends PluginDetails {
  /** Tells a plugin from anything else, and two copies of the SDK from one. */
  readonly [isPlugin]: true
}

export const isPlugin: unique symbol = Symbol('berberis plugin')

/** A plugin as data with functions at its leaves: the host orders it, checks it and lists it without running it. */
export function definePlugin(details: PluginDetails): Plugin {
  return { ...details, [isPlugin]: true }
}
