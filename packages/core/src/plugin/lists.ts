import type { Ctx } from '../ctx.js'
import type { Entity } from './entity.js'
import type { FieldKind } from './fields.js'

/** Where a column goes when a row becomes a card on a phone. */
export type PhonePlace = 'title' | 'sub' | 'end' | 'end2'

export interface Column {
  readonly name: string
  /** Locale key; the field's own label unless said. */
  readonly label?: string
  /** Only for columns that are no field of the entity. */
  readonly kind?: FieldKind
  /** Name of a template for the cell (`core/cell-contractor`); it gets the row's JSON as `this.row`, and asks nothing. */
  readonly cell?: string
  readonly phone?: PhonePlace
  /** Not shown until somebody chooses it. */
  readonly off?: boolean
  /** Values of a column that is no field: one query for the ids of the page. */
  readonly values?: (ctx: Ctx, ids: readonly number[]) => Promise<ReadonlyMap<number, unknown>>
}

/** A filter and an order under a name; a tab above the list. Its label is `<list id>.view.<key>`. */
export interface View {
  readonly key: string
  /** In the grammar of the address: `{ kind: 'company', 'deactivatedAt.empty': 'yes' }`. */
  readonly filter: Readonly<Record<string, string | readonly string[]>>
  readonly sort?: string
}

/** A row that no table keeps, as both doors have it; its page stands at the entity's path and its id. */
export type ComputedRow = { readonly id: string; readonly version: number } & Readonly<Record<string, unknown>>

/** What a page of a list was asked for, as far as computed rows care. */
export interface ComputedAsked {
  /** Text that is looked for; '' for none. */
  readonly q: string
  /** Key of the view; null where there is none, as for programs. */
  readonly view: string | null
  /** Whether anything beside the view and the text narrows the list. */
  readonly filtered: boolean
}

export interface ListDetails {
  readonly of: Entity
  /** Locale key; `<list id>` unless said. */
  readonly title?: string
  readonly columns: readonly Column[]
  /** Fields offered as filters; all filterable fields unless said. */
  readonly filters?: readonly string[]
  /** First one is the page's default (programs start with no filter at all). */
  readonly views: readonly View[]
  /** `-createdAt,name`; at most three keys. */
  readonly sort: string
  /**
   * A handful of rows that are computed and stand after the last kept one, on the last page, whatever the order. They carry
   * the computed columns themselves, are never selected, and are in the count.
   */
  readonly last?: (ctx: Ctx, asked: ComputedAsked) => Promise<readonly ComputedRow[]>
}

export interface List extends ListDetails {
  readonly id: string
}

/** One definition gives page, REST collection, filters, sorting, keyset paging, search and phone cards. */
export const list = (id: string, details: ListDetails): List => ({ id, ...details })

export const column = (name: string, more: Omit<Column, 'name'> = {}): Column => ({ name, ...more })

export const view = (key: string, filter: View['filter'], sort?: string): View => ({
  key,
  filter,
  ...(sort && { sort }),
})
