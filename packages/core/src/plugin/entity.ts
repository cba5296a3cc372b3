import type { QueryBuilder } from 'objection'
import type { Model, ModelClass } from '../db/model.js'
import type { Ctx } from '../ctx.js'
import type { Field } from './fields.js'
import type { Permission } from './permissions.js'
import type { FieldRefusal } from './refusal.js'

/** What the three services know of one change while they judge it. Values are as in JSON, by field name. */
export interface Change<Row = Record<string, unknown>> {
  /** The row as it is in the database; null when it is being created. */
  readonly before: Row | null
  /** Every field as it would be afterwards (references under `<name>Id`). */
  readonly after: Readonly<Record<string, unknown>>
  /** Names of the fields that would change. */
  readonly changed: ReadonlySet<string>
}

/** Undescribed rows of a table that name their record in a column. */
export interface Inner {
  readonly table: string
  readonly column: string
  /** The name under which the trail and requests have them (`lines`), and its locale key. */
  readonly field?: string
  readonly label?: string
  /**
   * The column that is the key of such a row, when others may have it by the time the record comes back (the case that
   * another project took meanwhile), and the entity it names: rows whose key is in use, or names nothing, then stay away.
   */
  readonly shared?: { readonly key: string; readonly of: () => Entity }
}

/** Its functions of a row are methods, so that an entity of any model may stand where entities of all kinds do. */
export interface EntityDetails<M extends Model> {
  readonly model: ModelClass<M>
  /** Address of the collection at the page door; a record stands at `<path>/<id>`. */
  readonly path: string
  readonly icon?: string
  /** `signed-in`: everybody here may see its rows (operators, roles, units: names that stand on every page). */
  readonly read: Permission | 'signed-in'
  readonly edit: Permission
  /** Columns (camelCase) that name the operator a record belongs to. */
  readonly own?: readonly string[]
  /** Names of reference fields whose visible target opens this record too, with the target's own policy. */
  readonly widens?: readonly string[]
  /** Name of the reference field whose target alone decides: visible with it, editable with it. */
  readonly follows?: string
  /**
   * Columns (camelCase) that name another record, of any entity that has `papers`: whoever may not read that one does not
   * see this one either, whatever else opens it. Null there: nothing is asked. When the entity is not installed any more,
   * only whoever may read all of what this one follows sees it.
   */
  readonly paperOf?: { readonly entity: string; readonly record: string }
  /** True: files of its records hang on events (`attach` with `of`), and are seen by none but who may read the record. */
  readonly papers?: boolean
  /** How a row is called in lists, links, pickers and the audit trail. Must need nothing but the row. */
  label(row: M): string
  /** A second line beside the label in search and pickers, e.g. a NIP and a town. Must need nothing but the row. */
  line?(row: M): string
  /** The column that sorts pickers; a `_key` column. */
  readonly sortBy?: string
  readonly fields: Readonly<Record<string, Field>>
  /** Names of the fields that hold a person's data. */
  readonly personal?: readonly string[]
  readonly attributable?: boolean
  /** Columns computed from the others each time a row is written (sort keys of `text` fields come by themselves). */
  readonly derive?: (row: Readonly<Record<string, unknown>>) => Record<string, unknown>
  /** Rules over several fields or rows. All its refusals are shown at once with those of the fields. */
  readonly rules?: (ctx: Ctx, change: Change) => Promise<readonly FieldRefusal[]>
  /**
   * Runs in the same transaction after a row was written (`after`) or removed (`after` null), before search rows are
   * made: keeps what another table derives from it, e.g. the town of a contractor's seat.
   */
  written?(ctx: Ctx, change: { readonly before: M | null; readonly after: M | null }): Promise<void>
  /** More words to find each of these records by, e.g. those of its parts; by id, for some hundred at once. */
  searchMore?(ctx: Ctx, rows: readonly M[]): Promise<ReadonlyMap<number, readonly string[]>>
  /** Narrows rows to those still open: what an operator must hand over before he leaves. None: nothing is ever open. */
  open?(rows: QueryBuilder<Model>): QueryBuilder<Model>
  /** Rows a picker may offer, besides being visible; deactivated ones are left out here. */
  readonly pickable?: Readonly<Record<string, unknown>>
  /**
   * Rows without a description that belong to a record, by the column that names it: lines of a document. They go with the
   * record and come back with it from the bin. Rows of lists (`kept`), attributes and followers come by themselves.
   */
  readonly inner?: readonly Inner[]
  /**
   * Rows of a file may become its records; names of what finds the record that a row is about: `id`, a field whose value
   * only one record has. Unique attributes do so by themselves.
   */
  readonly importBy?: readonly string[]
  /** True: it is set up rather than worked with (roles, kinds of events): each change of it can be undone in one click. */
  readonly configuration?: boolean
  /** True: in no search, and its changes are audited under the record it `follows`. */
  readonly part?: boolean
}

/**
 * A thing described once: what it is, not how it looks. Policy, attributes, audit, search rows, JSON and API schemas,
 * forms and lists are all made from it. Its rows are written by `create`, `save` and `remove` and read through `seen`.
 * Tables have `id`, `version`, `created_at`, `created_by` beside the fields' columns.
 */
export interface Entity<M extends Model = Model> extends EntityDetails<M> {
  /** `plugin.noun`, also the owner id of its fields' labels. */
  readonly id: string
}

export function entity<M extends Model>(id: string, details: EntityDetails<M>): Entity<M> {
  return { id, ...details }
}
