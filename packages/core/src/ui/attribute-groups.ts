import { labelIn, type AttributeType } from '../attributes/attribute-type.js'
import { attributeTypes } from '../attributes/attribute-types.js'
import type { Ctx } from '../ctx.js'
import { grouped } from '../db/bulk.js'
import type { Entity } from '../plugin/entity.js'
import type { Placed } from '../plugin/forms.js'
import type { FormField } from './form-view.js'

export interface AttributeGroup {
  readonly key: string
  readonly label: string
  readonly fields: readonly FormField[]
}

/**
 * The attributes of an entity as groups of a form: under the headings their administrator chose, in the order in which
 * their first ones stand; those without one last, as „Atrybuty”.
 */
export async function attributeGroups(ctx: Ctx, entity: Entity): Promise<readonly AttributeGroup[]> {
  const types = await attributeTypes(ctx, entity)
  const byHeading = grouped(types, ({ group }) => group?.pl ?? '')
  const headed = [...byHeading].filter(([heading]) => heading !== '')
  const rest = byHeading.get('') ?? []
  const groups = headed.map(([, own], at) => ({
    key: `attributes-${at + 1}`,
    label: own[0]?.group?.[ctx.locale] ?? '',
    fields: own.map((type) => fieldOf(ctx, type)),
  }))
  if (rest.length === 0) return groups
  const fields = rest.map((type) => fieldOf(ctx, type))
  return [...groups, { key: 'attributes', label: ctx.t('core.form.attributes'), fields }]
}

/** A type as a field of a form, `attr.<key>`. */
export function fieldOf(ctx: Ctx, type: AttributeType): FormField {
  const key = `attr.${type.key}`
  const width = Math.min(6, Math.max(1, type.width)) as Placed['width']
  return {
    key,
    label: labelIn(type, ctx.locale),
    help: type.help?.[ctx.locale],
    field: { ...type.field, default: type.default },
    placed: { name: key, width, ...(type.kind === 'long-text' && { rows: 4 }) },
  }
}
