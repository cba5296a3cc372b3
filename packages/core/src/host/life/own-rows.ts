import type { Plugin } from '../../plugin/define-plugin.js'

/** Rows of a core table that a plugin owns: they are archived with it, go with it and come back with it. */
export interface OwnRows {
  readonly table: string
  /** SQL after `where`, with `?` for the bindings. */
  readonly where: string
  readonly bindings: readonly string[]
}

/** What of the core's tables belongs to a plugin, in the order in which it may be deleted. Put back the other way round. */
export function ownRows(plugin: Plugin): readonly OwnRows[] {
  const types = attributeTypes(plugin)
  const ofTypes = {
    where: `type_id in (select id from core_attribute_type where ${types.where})`,
    bindings: types.bindings,
  }
  return [
    { table: 'core_setting', where: 'plugin = ?', bindings: [plugin.id] },
    { table: 'core_grant', ...among('permission', idsOf(Object.values(plugin.permissions))) },
    { table: 'core_permission', ...among('permission', idsOf(Object.values(plugin.permissions))) },
    { table: 'core_series', ...among('id', idsOf(plugin.series)) },
    { table: 'core_counter', ...among('series', idsOf(plugin.series)) },
    { table: 'core_attribute_value', ...ofTypes },
    { table: 'core_attribute_item', ...ofTypes },
    { table: 'core_attribute_type', ...types },
    { table: 'core_outbox', where: 'plugin = ?', bindings: [plugin.id] },
    { table: 'core_errand', ...among('errand', idsOf(plugin.errands)) },
    { table: 'core_schedule_run', where: 'plugin = ?', bindings: [plugin.id] },
  ].filter(({ bindings }) => bindings.length > 0)
}

/** Entities whose search rows go with the plugin; they are made anew when it comes back. */
export const entityIds = ({ entities = [] }: Plugin): readonly string[] => idsOf(entities)

/** Types of its own entities, and those it declares on entities of others. */
function attributeTypes({ entities = [], attributes = [] }: Plugin): Pick<OwnRows, 'where' | 'bindings'> {
  const own = among('entity', idsOf(entities))
  const declared = attributes.map(() => '(entity = ? and `key` = ?)')
  return {
    where: [...(own.bindings.length > 0 ? [own.where] : []), ...declared].join(' or '),
    bindings: [...own.bindings, ...attributes.flatMap(({ entity, key }) => [entity.id, key])],
  }
}

function among(column: string, ids: readonly string[]): Pick<OwnRows, 'where' | 'bindings'> {
  return { where: `${column} in (${ids.map(() => '?').join(', ')})`, bindings: ids }
}

const idsOf = (parts: readonly { readonly id: string }[] = []): readonly string[] => parts.map(({ id }) => id)
