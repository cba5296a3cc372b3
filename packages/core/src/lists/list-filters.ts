import { gathering } from '../plugin/hooks.js'
import type { Entity } from '../plugin/entity.js'

/** A filter by a reference that a plugin keeps beside the records of another: which project a case is in. */
export interface ListFilter {
  /** As it stands in addresses: `project`. The entity's own fields come first. */
  readonly name: string
  /** Locale key. */
  readonly label: string
  /** What is pointed at; records the reader may not see are found by nobody. */
  readonly of: () => Entity
  /** The table that says so, with the columns of the record and of what it points at; both need an index. */
  readonly kept: { readonly table: string; readonly record: string; readonly value: string }
}

/** Filters other plugins add to every list of an entity, in addresses, menus, views and exports alike. */
export const listFilters = gathering<ListFilter, { entity: Entity }>('core.list-filters')
