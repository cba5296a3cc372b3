import { labelIn, type AttributeType } from '../attributes/attribute-type.js'
import { attributeTypes } from '../attributes/attribute-types.js'
import type { Ctx } from '../ctx.js'
import { grouped, inParts } from '../db/bulk.js'
import type { Entity } from '../plugin/entity.js'
import type { Placed } from '../plugin/forms.js'
import type { FormField } from './form-view.js'

export interface AttributeGroup {
  readonly key: string
  readonly label: string
  readonly fields: readonly FormField[]
  /** True: it stands closed, since there are many. `lazy`: its fields come when it is opened. */
  readonly section?: { readonly lazy: boolean }
}

/** More attributes than this, and they stand in closed sections (ui §4.4). */
const MOST_OPEN = 12
/** Fields of one section. */
const IN_SECTION = 20
/** Fields that a page brings along in closed sections; beyond, a section's come when it is opened. */
const MOST_DRAWN = 60

/**
 * The attributes of an entity as groups of a form: under the headings their administrator chose, in the order in which
 * their first ones stand; those without one last, as „Atrybuty”. More than twelve stand in closed sections of twenty.
 */
export async function attributeGroups(ctx: Ctx, entity: Entity): Promise<readonly AttributeGroup[]> {
  const types = await attributeTypes(ctx, entity)
  const headings = [...grouped(types, ({ group }) => group?.pl ?? '')].sort(
    ([a], [b]) => Number(a === '') - Number(b === ''),
  )
  const groups = headings.map(([heading, own], at) => ({
    key: heading === '' ? 'attributes' : `attributes-${at + 1}`,
    label: own[0]?.group?.[ctx.locale] ?? ctx.t('core.form.attributes'),
    fields: own.map((type) => fieldOf(ctx, type)),
  }))
  if (types.length <= MOST_OPEN) return groups
  const lazy = types.length > MOST_DRAWN
  return groups.flatMap(({ key, label, fields }) => {
    const parts = inParts(fields, IN_SECTION)
    return parts.map((part, at) => ({
      key: parts.length === 1 ? key : `${key}-part-${at + 1}`,
      label: parts.length === 1 ? label : ctx.t('core.form.part', { name: label, part: at + 1, parts: parts.length }),
      fields: part,
      section: { lazy },
    }))
  })
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
