import type { FieldKind } from '../plugin/fields.js'
import type { PhonePlace } from '../plugin/lists.js'
import type { FoundRef } from './find-ref.js'

/** A field ready to be drawn; everything is text in the operator's language. */
export interface FieldView {
  readonly name: string
  readonly id: string
  readonly kind: FieldKind
  readonly label: string
  readonly hint?: string
  readonly required: boolean
  readonly width: number
  /** As typed or as shown: „1 234,56”, `2026-11-05`, `on`. For `choices` a list of keys. For instants local `2026-11-05T10:15`. */
  readonly value: string | readonly string[]
  readonly error?: string
  /** Its message has a place of its own (`<id>-fault`), where a script puts what is wrong while it is typed. */
  readonly live?: boolean
  readonly options?: readonly {
    readonly value: string
    readonly label: string
    readonly selected: boolean
    readonly icon?: string
    readonly hue?: string
  }[]
  /** A reference: where its picker asks (`/pick/core.contractor`), the chosen record's name, and what a search found. */
  readonly picker?: { readonly href: string; readonly label: string; readonly found?: FoundRef | undefined }
  /** Many references: those chosen; its picker adds another. */
  readonly refs?: readonly { readonly value: string; readonly label: string }[]
  readonly as?: 'chips' | 'select'
  readonly rows?: number
  readonly maxLength?: number
  readonly currency?: string
  /** `is`: values, spaces between them. `off`: the other field has none of them as the form is drawn. */
  readonly when?: { readonly field: string; readonly is: string; readonly off?: boolean }
  readonly autocomplete?: string
  /** Where one begins to type on a page of something new. */
  readonly focus?: boolean
}

/** A form that keeps what is typed into it; `id` when it was drawn from such a draft. */
export interface DraftView {
  readonly id: number | null
  /** UTC instant. */
  readonly savedAt: string | null
  readonly today: boolean
  /** The record was changed by somebody since. */
  readonly older: boolean
}

export interface FormView {
  readonly id: string
  readonly action: string
  readonly title: string
  readonly groups: readonly {
    readonly key: string
    readonly label: string
    readonly fields: readonly FieldView[]
    /** It can be closed. `href`: where its fields are, which come when it is opened; `names`: their labels, a line each. */
    readonly section?: {
      readonly open: boolean
      readonly href: string | null
      readonly said: string
      readonly names: string
    } | null
  }[]
  /** Summary on top: each one a link to its field; an error of no field has no `href`. */
  readonly errors: readonly { readonly href?: string; readonly label?: string; readonly message: string }[]
  readonly hidden: readonly { readonly name: string; readonly value: string }[]
  readonly submit: string
  readonly another: boolean
  readonly cancel: string
  /** Some of its groups can be closed, and a field is looked for by name above them. */
  readonly sectioned?: boolean
  /** Null when what is typed is not kept. */
  readonly draft?: DraftView | null
}

export interface CellView {
  readonly column: string
  readonly kind: FieldKind
  readonly align: 'start' | 'end'
  readonly text: string
  readonly title?: string
  readonly href?: string
  /** A person who works here: drawn with a mark before the name. */
  readonly person?: boolean
  readonly tags?: readonly { readonly label: string; readonly hue?: string }[]
  /** More than two tags: how many are not shown. */
  readonly more?: number
  readonly template?: string
  /** It may be changed where it stands: the name of its column. */
  readonly edit?: string
}

export interface RowView {
  /** A word for a computed row, which is never selected. */
  readonly id: number | string
  readonly href: string
  readonly cells: readonly CellView[]
  readonly phone: Readonly<Partial<Record<PhonePlace, CellView>>>
  /** The row's JSON, for a cell's own template. */
  readonly row: Readonly<Record<string, unknown>>
}

export interface KeepView {
  /** The list's id. */
  readonly list: string
  /** What is shown now, as a query of the list. */
  readonly address: string
  /** Key or id of the view in force. */
  readonly current: string | null
  /** The list opens with it. */
  readonly usual: boolean
  /** Something stands beside the view in the address. */
  readonly changed: boolean
  readonly saved: {
    readonly id: number
    readonly version: number
    readonly name: string
    readonly mine: boolean
    readonly owner: string
    readonly audiences: KeepView['audiences']
    readonly roles: KeepView['roles']
  } | null
  /** Whom a new view may be for; empty for whoever may not share. */
  readonly audiences: readonly { readonly value: string; readonly label: string; readonly selected: boolean }[]
  readonly roles: readonly { readonly value: number; readonly label: string; readonly selected: boolean }[]
}

export interface FilterView {
  readonly name: string
  readonly label: string
  readonly kind: FieldKind
  /** In force: how the chip reads („Miasto: Warszawa”), and the address without it. */
  readonly active?: { readonly text: string; readonly clearHref: string }
  readonly options?: readonly { readonly value: string; readonly label: string; readonly selected: boolean }[]
  /** Controls of the filter menu, as in the address: `name`, `name.has`, `name.ge`, `name.le`. */
  readonly inputs: readonly {
    readonly name: string
    readonly type: 'text' | 'date' | 'number'
    readonly label: string
    readonly value: string
    /** What is wrong with the value, which is kept as it was typed and not in force. */
    readonly error?: string
  }[]
  readonly picker?: {
    readonly href: string
    readonly label: string
    readonly value: string
    readonly found?: FoundRef | undefined
  }
  /** What is wrong with what was chosen, for a filter of options or with a picker. */
  readonly error?: string
}

export interface ListView {
  readonly id: string
  readonly title: string
  /** Address without a query. */
  readonly base: string
  readonly views: readonly {
    readonly key: string
    readonly label: string
    readonly href: string
    readonly current: boolean
    /** Kept by an operator and shown to others. */
    readonly shared: boolean
    /** „144” or „999+”; comes later, in a fragment. */
    readonly count?: string
  }[]
  /** Address of the fragment with the tabs and their counts. */
  readonly viewsHref: string
  /** What may be done to many rows at once; null when nothing may, or while something of the address is left out. */
  readonly bulk: {
    readonly entity: string
    /** What is shown, as an address of the list. */
    readonly filter: string
    /** Where one goes afterwards. */
    readonly back: string
    readonly actions: readonly {
      readonly key: string
      readonly label: string
      readonly icon: string | null
      readonly danger: boolean
    }[]
  } | null
  /** What the reader may do with the view he looks at; null where views are not kept, as in a tab of a record. */
  readonly keep: KeepView | null
  readonly q: string
  readonly filters: readonly FilterView[]
  readonly chips: readonly { readonly text: string; readonly clearHref: string }[]
  /** What of the address was set aside because nobody knows it; named above the list. */
  readonly setAside: readonly string[]
  /** Sentences above the list, one for each part of the address with a wrong value; the list does without it. */
  readonly faults: readonly string[]
  /** Hidden inputs that keep the rest of the address when one form of the page is sent. */
  readonly kept: readonly { readonly name: string; readonly value: string }[]
  readonly columns: readonly {
    readonly name: string
    readonly label: string
    readonly align: 'start' | 'end'
    readonly sortHref?: string
    readonly sorted?: 'ascending' | 'descending'
    readonly shown: boolean
    /** Addresses with the column one place nearer to the beginning, and to the end. */
    readonly upHref?: string
    readonly downHref?: string
  }[]
  /** Hidden inputs of the form that chooses columns. */
  readonly keptBesideColumns: readonly { readonly name: string; readonly value: string }[]
  /** The view uses what is gone, or what the reader may not see: said above the list, which then has no rows. */
  readonly broken: { readonly text: string; readonly withoutHref: string } | null
  /** Some of its cells may be changed where they stand. */
  readonly inPlace: boolean
  readonly rows: readonly RowView[]
  readonly from: number
  readonly to: number
  /** A fragment that comes later with „z 215”, so that the page waits for no count. */
  readonly countHref: string
  readonly previous?: string
  readonly next?: string
  readonly limit: number
  readonly limits: readonly { readonly value: number; readonly href: string; readonly current: boolean }[]
  readonly filtered: boolean
  readonly clearHref: string
  /** Its rows as a file, for each format its address; none for who may not take lists away. */
  readonly exports: readonly { readonly label: string; readonly href: string; readonly saved: boolean }[]
  /** Where a file of such rows comes in, when the reader may. */
  readonly importHref?: string
  /** The page's create action, when the reader may. */
  readonly create?: { readonly label: string; readonly href: string }
  readonly emptyText: string
}
