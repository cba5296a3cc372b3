import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import { isUniqueViolation } from '../db/writing.js'
import { auditChange } from '../entity/audit.js'
import { doerOf } from '../entity/doer.js'
import { raise } from '../entity/revision.js'
import { may } from '../permissions.js'
import { refuseFields, type FieldRefusal } from '../plugin/refusal.js'
import { normalText } from '../text/normal-text.js'
import { slug } from '../text/slug.js'
import { attributeTypes, type AttributeKind, type AttributeType } from './attribute-types.js'
import { attributableOf, findType } from './find-type.js'
import { MOST_ITEMS, MOST_TYPES, refuseBeyond } from './limits.js'

export interface NewItem {
  readonly labelPl: string
  readonly labelEn?: string | null
  readonly hue?: string | null
  /** Slug of the label unless given. */
  readonly key?: string
}

export interface NewAttributeType {
  readonly entity: string
  readonly labelPl: string
  readonly labelEn?: string | null
  readonly kind: AttributeKind
  readonly required?: boolean
  /** `number`: digits after the point, 0–6. */
  readonly places?: number
  /** Sixths of a form's row, 1–6. */
  readonly width?: number
  /** `choice`, `choices`: the values in order. */
  readonly items?: readonly NewItem[]
  /** Slug of the Polish label unless given. */
  readonly key?: string
}

/**
 * Defines an attribute of an entity; its key, made of the first label, is for ever. Needs `core.manage-attributes`.
 * Refusals: `core.required`, `core.attribute-key-taken`, `core.limit`; 404 for an entity that takes no attributes.
 */
export async function createAttributeType(
  ctx: Ctx,
  given: NewAttributeType,
  { system = false } = {},
): Promise<AttributeType> {
  if (!system) ctx.must(may.manageAttributes)
  const entity = attributableOf(ctx, given.entity)
  const types = await attributeTypes(ctx, entity, { archived: true })
  const key = given.key ?? slug(given.labelPl)
  judge(given, key, types)

  const position = Math.max(0, ...types.map((type) => type.position)) + 1
  const id = await insert(ctx, given, { key, position, system })
  await insertMany(ctx.db, 'core_attribute_item', itemRows(id, given.items ?? []))
  await raise(ctx, 'attributes')
  await auditChange(ctx, {
    entity: 'core.attribute-type',
    record: id,
    label: given.labelPl,
    action: 'created',
    changes: [{ field: 'key', before: null, after: `${given.entity}.${key}` }],
  })
  return findType(ctx, id)
}

/** Rows of value items with keys of their own, from `after` on. */
export function itemRows(type: number, items: readonly NewItem[], after = 0): object[] {
  return items.map(({ labelPl, labelEn, hue, key }, at) => ({
    type_id: type,
    key: key ?? slug(labelPl),
    label_pl: normalText(labelPl),
    label_en: labelEn ? normalText(labelEn) : null,
    position: after + at + 1,
    hue: hue ?? null,
  }))
}

/** Keys of items that cannot be: empty, or one twice. */
export function judgeItems(items: readonly NewItem[], taken: readonly string[] = []): FieldRefusal[] {
  const keys = new Set(taken)
  return items.flatMap(({ labelPl, key = slug(labelPl) }, at) => {
    if (key === '') return [{ path: `items.${at}.labelPl`, code: 'core.required' }]
    if (keys.has(key)) return [{ path: `items.${at}.labelPl`, code: 'core.attribute-key-taken' }]
    keys.add(key)
    return []
  })
}

function judge({ labelPl, kind, items = [] }: NewAttributeType, key: string, types: readonly AttributeType[]): void {
  const chosen = kind === 'choice' || kind === 'choices'
  const refused: FieldRefusal[] = judgeItems(items)
  if (normalText(labelPl) === '' || key === '') refused.push({ path: 'labelPl', code: 'core.required' })
  if (types.some((type) => type.key === key)) refused.push({ path: 'labelPl', code: 'core.attribute-key-taken' })
  if (chosen && items.length === 0) refused.push({ path: 'items', code: 'core.required' })
  if (refused.length > 0) throw refuseFields(refused)
  refuseBeyond(MOST_TYPES, types.length + 1)
  refuseBeyond(MOST_ITEMS, items.length)
}

async function insert(
  ctx: Ctx,
  given: NewAttributeType,
  own: { key: string; position: number; system: boolean },
): Promise<number> {
  try {
    const [id] = await ctx.db('core_attribute_type').insert({
      version: 1,
      created_at: ctx.now(),
      created_by: doerOf(ctx),
      entity: given.entity,
      label_pl: normalText(given.labelPl),
      label_en: given.labelEn ? normalText(given.labelEn) : null,
      kind: given.kind,
      required: given.required ?? false,
      places: given.kind === 'number' ? (given.places ?? 0) : 0,
      width: given.width ?? 3,
      ...own,
    })
    return Number(id)
  } catch (error) {
    throw isUniqueViolation(error) ? refuseFields([{ path: 'labelPl', code: 'core.attribute-key-taken' }]) : error
  }
}
