import type { Ctx } from '../ctx.js'
import { type Form, form, place } from '../plugin/forms.js'
import { isSecret } from './read-settings.js'
import { schemaOf } from './save-settings.js'
import { settingField } from './setting-field.js'
import { settingGroups } from './setting-groups.js'

/**
 * The form of a plugin's settings; labels are the locale keys `settings.<plugin>.<key>`, headings those of
 * `settingGroups`. 404 when it has none.
 */
export function settingsForm(ctx: Ctx, pluginId: string): Form {
  const schema = schemaOf(ctx.registry.plugin(pluginId))
  const fields = Object.fromEntries(
    Object.entries(schema.properties).map(
      ([key, property]) => [key, settingField(property, `settings.${pluginId}.${key}`)] as const,
    ),
  )

  return form('core.settings', {
    fields,
    groups: settingGroups(schema).map(({ key, settings }) => ({
      key,
      label: `settings.${pluginId}.group.${key}`,
      fields: settings.map((name) => place(name, fields[name]?.kind === 'long-text' ? 6 : 3)),
    })),
  })
}

/** Settings as they may be shown: a secret only says whether there is one. */
export async function shownSettings(ctx: Ctx, pluginId: string): Promise<Readonly<Record<string, unknown>>> {
  const schema = schemaOf(ctx.registry.plugin(pluginId))
  const values: Readonly<Record<string, unknown>> = await ctx.settings(pluginId, schema)

  return Object.fromEntries(
    Object.entries(schema.properties).map(([key, property]) => {
      const value = values[key]
      return [key, isSecret(property) ? (value ? null : '') : value]
    }),
  )
}
