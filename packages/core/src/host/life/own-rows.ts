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
    { table: 'core_attribute_stale', ...ofTypes },
    { table: 'core_attribute_unique', ...ofTypes },
    { table: 'core_attribute_value', ...ofTypes },
    { table: 'core_attribute_item', ...ofTypes },
    { table: 'core_attribute_type', ...types },
    { table: 'core_outbox', where: 'plugin = ?', bindings: [plugin.id] },
    { table: 'core_errand', ...among('errand', idsOf(plugin.errands)) },
    { table: 'core_schedule_run', where: 'plugin = ?', bindings: [plugin.id] },
  ].filter(({ bindings }) => bindings.length > 0)
}

/**
 * What of the core's tables goes with a plugin and does not come back: what people made of its lists and records for a time.
 * In the order in which it may be deleted.
 */
export function passingRows(plugin: Plugin): readonly OwnRows[] {
  const ofEntity = among('entity', idsOf(plugin.entities))
  const ofList = among('list', idsOf(plugin.lists))
  const hanging = (table: string, column: string, of: string, by: typeof ofEntity) => ({
    table,
    where: `${column} in (select id from ${of} where ${by.where})`,
    bindings: by.bindings,
  })
  return [
    { table: 'core_view_default', ...ofList },
    { table: 'core_view', ...ofList },
    hanging('core_bulk_row', 'run_id', 'core_bulk_run', ofList),
    { table: 'core_bulk_run', ...ofList },
    hanging('core_export_row', 'export_id', 'core_export', ofList),
    hanging('core_export_piece', 'export_id', 'core_export', ofList),
    { table: 'core_export', ...ofList },
    { table: 'core_share', ...ofEntity },
    hanging('core_bin_file', 'bin_id', 'core_bin', ofEntity),
    { table: 'core_bin', ...ofEntity },
    hanging('core_import_refusal', 'import_id', 'core_import', ofEntity),
    hanging('core_import_key', 'import_id', 'core_import', ofEntity),
    { table: 'core_import', ...ofEntity },
    { table: 'core_import_memory', ...ofEntity },
    { table: 'core_notification', ...among('kind', idsOf(plugin.notifications)) },
    { table: 'core_job_run', ...among('job', idsOf(plugin.jobs)) },
    { table: 'core_draft', where: 'plugin = ?', bindings: [plugin.id] },
  ].filter(({ bindings }) => bindings.length > 0)
}

/**
 * Columns of core tables that name parts of plugins, and stay when a plugin goes: the trail and what it names outlive
 * everything, a webhook listens again when the plugin is back; the rest is taken down by other means.
 */
export const stayingRows: ReadonlySet<string> = new Set([
  'core_audit',
  'core_change_set',
  'core_webhook_hook',
  // What was approved stays approved, and a proof is good once.
  'core_plugin_proof',
  // Papers of its records: they hang on events, which stay as well.
  'core_attachment',
  // By `takeDown` itself.
  'core_search_record',
  'core_migration',
])

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
