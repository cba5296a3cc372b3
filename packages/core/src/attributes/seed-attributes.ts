import type { Ctx } from '../ctx.js'
import { attributeTypes } from './attribute-types.js'
import { createAttributeType } from './create-attribute-type.js'

/** Makes the attributes plugins declare in code, those that are not there yet. Their labels are texts of the plugin. */
export async function seedAttributes(ctx: Ctx, label: (key: string, locale: 'pl' | 'en') => string): Promise<void> {
  for (const { entity, key, kind, options, places, currency, refersTo } of ctx.registry.plugins.flatMap(
    ({ attributes = [] }) => attributes,
  )) {
    const known = await attributeTypes(ctx, entity, { archived: true, hidden: true })
    if (known.some((type) => type.key === key)) continue

    const name = `attribute.${entity.id}.${key}`
    const items = options?.map((option) => ({
      key: option.key,
      labelPl: label(option.label, 'pl'),
      labelEn: label(option.label, 'en'),
    }))
    const labels = { labelPl: label(name, 'pl'), labelEn: label(name, 'en') }
    await createAttributeType(
      ctx,
      {
        entity: entity.id,
        key,
        kind,
        ...labels,
        ...(items && { items }),
        ...(places !== undefined && { places }),
        ...(currency !== undefined && { currency }),
        ...(refersTo && { refersTo: refersTo.id }),
      },
      { system: true },
    )
  }
}
