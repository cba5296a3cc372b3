import type { Locale } from './locales.js'

/** Everything around the page, ready to be drawn; the host fills it for each answer to a browser. */
export interface Shell {
  /** Title of the page, translated, without the firm. */
  readonly title: string
  readonly firm: string
  readonly locale: Locale
  /** `auto` follows the machine. */
  readonly theme: 'auto' | 'light' | 'dark'
  readonly density: 'dense' | 'normal' | 'roomy'
  /** Path of the page without its query. */
  readonly path: string
  readonly crumbs: readonly { readonly label: string; readonly href?: string }[]
  readonly menu: readonly ShellGroup[]
  /** What may be made: under "Utwórz" and in the palette. */
  readonly create: readonly { readonly label: string; readonly href: string; readonly icon: string }[]
  /** Null before sign-in: then there is no side bar. */
  readonly operator: {
    readonly id: number
    readonly name: string
    readonly login: string
    readonly role: string
    /** As whom his device keeps what he notes without a connection; null when he may note no events. */
    readonly who: string | null
    /** Name of the substitute who really sits there, when it is not he himself. */
    readonly sitting: string | null
  } | null
  /** Notifications not read yet, as far as a hundred. */
  readonly unread: number
  /** UTC instant at which the page was made: what was touched since is told to it. */
  readonly at: string
  /** UTC instant of the session's end, so that the page can warn two minutes before; null before sign-in. */
  readonly sessionEndsAt: string | null
  /** For whom the reader may stand in today, and whether he acts as that one right now; null for nobody. */
  readonly standIn: {
    readonly substitutionId: number
    readonly name: string
    /** Last local day. */
    readonly until: string
    readonly acting: boolean
  } | null
  /** An instance for practice says so on every page. */
  readonly practice: boolean
  /** What was done just before and can be undone; null or absent when nothing was. */
  readonly undo?: UndoNotice | null
  /** Mail goes to a mail server and on into the world; else it stays here. */
  readonly mailLeaves: boolean
  /** Address of the help for this very page; null when there is none. */
  readonly help: string | null
  /** A page for visitors from outside: it has a frame of its own, without scripts. */
  readonly outside?: boolean
  /** JSON of the import map; its hash stands in the policy. */
  readonly importMap: string
}

/** What was done, in words, where it is undone (POST), and where it stands in detail. */
export interface UndoNotice {
  readonly text: string
  readonly action: string
  readonly details: string
}

export interface ShellGroup {
  /** `work`, `sales` …; '' for entries above all groups. */
  readonly key: string
  /** Translated; '' for the group without a heading. */
  readonly label: string
  /** Folded by the operator: his preference `menu.<key>` is `closed`. */
  readonly closed?: boolean
  readonly entries: readonly ShellEntry[]
}

export interface ShellEntry {
  readonly label: string
  readonly href: string
  readonly icon: string
  /** The key after `g` that goes there. */
  readonly key?: string
  readonly count?: number
  /** `bad` only for what somebody must do today. */
  readonly tone?: 'bad'
}
