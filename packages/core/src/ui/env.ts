import type { Fill, Slot } from '../plugin/slots.js'
import type { MessageParams } from '../plugin/refusal.js'
import type { Locale } from './locales.js'

/** What helpers of a view may use: the reader's language, rights and place in time. Made anew for each answer. */
export interface Env {
  readonly locale: Locale
  /** The company's zone, in which instants are shown. */
  readonly zone: string
  /** This instant, UTC. */
  now(): string
  t(key: string, params?: MessageParams): string
  can(permissionId: string): boolean
  /** Address of a file of a plugin's `public` folder: `asset('core/fonts/x.woff2')`. */
  asset(path: string): string
  /** Address of the icon sheet. */
  readonly icons: string
  /** Names of the icons in it. */
  readonly iconNames?: ReadonlySet<string>
  /** The fills of a slot the reader may see, labels translated, addresses made from what the owner tells about the record. */
  fills?(slotId: string, about: Readonly<Record<string, unknown>>): FilledSlot
}

export interface FilledSlot {
  readonly shape: Slot<unknown>['shape']
  readonly fills: readonly FillView[]
}

/** One fill, ready to be drawn. */
export interface FillView {
  /** `<plugin>.<name>`; unique on the page. */
  readonly id: string
  readonly name: string
  readonly label: string
  readonly href: string
  readonly icon?: string
  readonly size: Fill['size']
  readonly count?: number
}
