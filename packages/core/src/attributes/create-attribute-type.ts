import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import { isUniqueViolation } from '../db/writing.js'
import { auditChange } from '../entity/audit.js'
import { doerOf } from '../entity/doer.js'
import { inChangeSet } from '../entity/change-set.js'
import { raise } from '../entity/revision.js'
import { may } from '../permissions.js'
import { refuseFields, type FieldRefusal } from '../plugin/refusal.js'
import { normalText } from '../text/normal-text.js'
import { slug } from '../text/slug.js'
import { isChosen, type AttributeKind, type AttributeType } from './attribute-type.js'
import { attributeTypes } from './attribute-types.js'
import { attributableOf, findType } from './find-type.js'
import { isCurrency, judgeMore, moreColumns, type AttributeTypeMore } from './judge-type.js'
import { MOST_ITEMS, MOST_TYPES, refuseBeyond } from './limits.js'
import { firstOrdinals } from './ordinals.js'

export interface NewItem {
  readonly labelPl: string
  readonly labelEn?: string | null
  readonly hue?: string | null
  /** Slug of the label unless given. */
  readonly key?: string
}

export interface NewAttributeType extends AttributeTypeMore {
  readonly entity: string
  readonly labelPl: string
  readonly labelEn?: string | null
  readonly kind: AttributeKind
  /** `number`: digits after the point, 0–6. */
  readonly places?: number
  /** `money`: a currency of two places; PLN unless said. */
  readonly currency?: string | null
  /** `reference`, `references`: id of the entity pointed at. */
  readonly refersTo?: string | null
  /** `choice`, `choices`: the values in order. */
  readonly items?: readonly NewItem[]
  /** Slug of the Polish label unless given. */
  readonly key?: string
}

/**
 * Defines an attribute of an entity; its key, made of the first label, is for ever. Needs `core.manage-attributes`.
 * Refusals: `core.required`, `core.attribute-key-taken`, `core.bad-value`, `core.attribute-unique-kind`, `core.limit`; 404 for an entity that takes no attributes.
 */
export async function createAttributeType(
  ctx: Ctx,
  given: NewAttributeType,
  { system = false } = {},
): Promise<AttributeType> {
  if (!system) ctx.must(may.manageAttributes)
  const entity = attributableOf(ctx, given.entity)
  const types = await attributeTypes(ctx, entity, { archived: true, hidden: true })
  const key = given.key ?? slug(given.labelPl)
  judge(ctx, given, key, types)

  const position = Math.max(0, ...types.map((type) => type.position)) + 1
  const id = await insert(ctx, given, { key, position, system })
  await insertMany(ctx.db, 'core_attribute_item', itemRows(id, given.items ?? []))
  await raise(ctx, 'attributes')
  await takeMore(ctx, id, given)
  const changes = [{ field: 'key', before: null, after: `${given.entity}.${key}` }]
  const entry = { entity: 'core.attribute-type', record: id, label: given.labelPl, action: 'created', changes }
  const about = { kind: 'configuration', label: entry.label, entity: entry.entity, record: id } as const
  await inChangeSet(ctx, about, (inside) => auditChange(inside, entry))
  return findType(ctx, id)
}

/** What its values must fit is known once it stands: its default is judged by its own rules. */
async function takeMore(ctx: Ctx, id: number, given: NewAttributeType): Promise<void> {
  const type = await findType(ctx, id)
  const { refused, ...judged } = await judgeMore(ctx, type, given)
  if (refused.length > 0) throw refuseFields(refused)
  const columns = moreColumns({ ...given, ...judged })
  if (Object.keys(columns).length === 0) return
  await ctx.db('core_attribute_type').where({ id }).update(columns)
  await raise(ctx, 'attributes')
}

/** Rows of value items with keys of their own, after so many others, with these numbers. */
export function itemRows(
  type: number,
  items: readonly NewItem[],
  after = 0,
  ordinals: readonly number[] = firstOrdinals(items.length),
): object[] {
  return items.map(({ labelPl, labelEn, hue, key }, at) => ({
    type_id: type,
    key: key ?? slug(labelPl),
    label_pl: normalText(labelPl),
    label_en: labelEn ? normalText(labelEn) : null,
    position: after + at + 1,
    ordinal: ordinals[at] ?? 0,
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

function judge(
  ctx: Ctx,
  { labelPl, kind, items = [], currency, refersTo }: NewAttributeType,
  key: string,
  types: readonly AttributeType[],
): void {
  const pointing = kind === 'reference' || kind === 'references'
  const refused: FieldRefusal[] = judgeItems(items)
  if (normalText(labelPl) === '' || key === '') refused.push({ path: 'labelPl', code: 'core.required' })
  if (types.some((type) => type.key === key)) refused.push({ path: 'labelPl', code: 'core.attribute-key-taken' })
  if (isChosen({ kind }) && items.length === 0) refused.push({ path: 'items', code: 'core.required' })
  if (kind === 'money' && currency && !isCurrency(currency)) refused.push({ path: 'currency', code: 'core.bad-value' })
  if (pointing && !refersTo) refused.push({ path: 'refersTo', code: 'core.required' })
  if (pointing && refersTo && !mayPointAt(ctx, refersTo)) refused.push({ path: 'refersTo', code: 'core.bad-value' })
  if (refused.length > 0) throw refuseFields(refused)
  refuseBeyond(MOST_TYPES, types.length + 1)
  refuseBeyond(MOST_ITEMS, items.length)
}

/** Any described thing that stands by itself; a part has no page and no picker. */
function mayPointAt(ctx: Ctx, entityId: string): boolean {
  const entity = ctx.registry.entity(entityId)
  return entity !== undefined && !entity.part
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
      required: false,
      places: given.kind === 'number' ? (given.places ?? 0) : 0,
      currency: given.kind === 'money' ? (given.currency ?? 'PLN') : null,
      refers_to: given.refersTo ?? null,
      width: given.width ?? 3,
      ...own,
    })
    return Number(id)
  } catch (error) {
    throw isUniqueViolation(error) ? refuseFields([{ path: 'labelPl', code: 'core.attribute-key-taken' }]) : error
  }
}
