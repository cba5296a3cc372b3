import type { TObject } from '@sinclair/typebox'

/** Settings that stand under one heading; its text is the locale key `settings.<plugin>.group.<key>`, none for `''`. */
export interface SettingGroup {
  readonly key: string
  readonly settings: readonly string[]
}

/** Settings by the `x-group` of their property, groups and settings in the order the schema names them. */
export function settingGroups({ properties }: Pick<TObject, 'properties'>): readonly SettingGroup[] {
  const groups = new Map<string, string[]>()
  for (const [name, property] of Object.entries(properties)) {
    const key = typeof property['x-group'] === 'string' ? property['x-group'] : ''
    groups.set(key, [...(groups.get(key) ?? []), name])
  }

  return [...groups].map(([key, settings]) => ({ key, settings }))
}

/** Locale keys of the headings, for the check at start. */
export function groupKeys(pluginId: string, schema: Pick<TObject, 'properties'> | undefined): readonly string[] {
  return settingGroups(schema ?? { properties: {} })
    .filter(({ key }) => key !== '')
    .map(({ key }) => `settings.${pluginId}.group.${key}`)
}
