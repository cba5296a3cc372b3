import type { Ctx } from '../ctx.js'
import type { Entity } from './entity.js'
import type { Field, FieldKind } from './fields.js'
import type { Permission } from './permissions.js'
import type { Undoable } from './undoable.js'

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
  /**
   * Who has it changes the cells where they stand, one at a time, in records he may edit. For fields of the entity alone, where
   * `PUT <path>/:id` changes them.
   */
  readonly edit?: Permission
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

/** What became of one record of a bulk change; a `Refusal` refuses it and leaves the others alone. */
export type BulkOutcome = 'changed' | 'unchanged'

export interface BulkDetails {
  /** Without it the action is not offered; each record is asked for its own right by what `run` calls. */
  readonly permission: Permission
  readonly icon?: string
  /** Takes something away: asked once more, in red. */
  readonly danger?: boolean
  /** What is asked for all records together; labels are `<list id>.bulk.<key>.<name>` unless the entity has the field. */
  readonly fields?: Readonly<Record<string, Field>>
  /** Changes one record. Runs in a transaction with others; what a refused one wrote is taken back. */
  run(ctx: Ctx, id: number, values: Readonly<Record<string, unknown>>): Promise<BulkOutcome>
}

export interface BulkAction extends BulkDetails {
  readonly key: string
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
   * What may be done to many records at once. A list that says it, if only `[]`, also lets people set any field and change
   * the owner of many: for records that are changed by `save` alone.
   */
  readonly bulk?: readonly BulkAction[]
  /** How one record is removed, where many may be. */
  readonly removal?: (ctx: Ctx, id: number, version: { readonly version: number | undefined }) => Promise<Undoable>
  /**
   * A handful of rows that are computed and stand after the last kept one, on the last page, whatever the order. They carry
   * the computed columns themselves, and are neither selected nor counted.
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

/** An action on many records of a list, under the name `<list id>.bulk.<key>`. */
export const bulk = (key: string, details: BulkDetails): BulkAction => ({ key, ...details })
