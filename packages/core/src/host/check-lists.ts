import type { Plugin } from '../plugin/define-plugin.js'
import type { Entity } from '../plugin/entity.js'
import type { Form } from '../plugin/forms.js'
import type { List } from '../plugin/lists.js'

/** What every described record has beside its fields. */
const COMMON = new Set(['id', 'version', 'createdAt', 'createdBy'])

/** Lists show, filter and sort by fields their entity has. */
export function checkLists(plugins: readonly Plugin[], fault: (text: string) => void): void {
  for (const { id, lists = [] } of plugins)
    for (const one of lists)
      for (const name of unknownNames(one))
        fault(`plugin ${id}: the list ${one.id} names ${name}, which ${one.of.id} does not have`)
  for (const { id, lists = [] } of plugins)
    for (const { id: listId, of, columns } of lists)
      for (const { name, edit } of columns)
        if (edit && (of.fields[name]?.readonly ?? true))
          fault(`plugin ${id}: the list ${listId} lets ${name} be changed in place, which nobody can write`)
}

/** Names in a form's groups that are no field of it. */
export function unknownPlaces({ of, fields = {}, groups }: Form): string[] {
  const placed = groups.flatMap((group) =>
    group.fields.flatMap(({ name, when }) => (when ? [name, when.field] : [name])),
  )
  return placed.filter((name) => !Object.hasOwn(fields, name) && !(of && isKnown(of, name)))
}

function unknownNames({ of, columns, filters = [], sort, views }: List): string[] {
  const own = new Set(
    columns
      .filter(({ kind, values, cell }) => kind !== undefined || values !== undefined || cell !== undefined)
      .map(({ name }) => name),
  )
  const sorts = [sort, ...views.map((view) => view.sort ?? '')]
    .flatMap((text) => text.split(','))
    .map((key) => key.replace(/^-/, ''))
  const filtered = [...filters, ...views.flatMap((view) => Object.keys(view.filter))].map((key) =>
    key.replace(/\.(not|all|has|starts|gt|ge|lt|le|empty)$/, ''),
  )
  const named = [...columns.map(({ name }) => name).filter((name) => !own.has(name)), ...sorts, ...filtered].filter(
    (name) => name !== '' && name !== 'q',
  )

  return [...new Set(named)].filter((name) => !name.startsWith('attr.') && !isKnown(of, name))
}

function isKnown({ fields }: Entity, name: string): boolean {
  return (
    COMMON.has(name) || Object.hasOwn(fields, name) || (name.endsWith('Id') && Object.hasOwn(fields, name.slice(0, -2)))
  )
}
