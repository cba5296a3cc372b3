import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import type { AuditChange } from '../entity/audit.js'
import { may } from '../permissions.js'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import { normalText } from '../text/normal-text.js'
import type { AttributeType } from './attribute-type.js'
import { attributeTypes } from './attribute-types.js'
import { attributableOf, currentType, findType } from './find-type.js'
import { holdAllUnique, letAllBe } from './hold-all-unique.js'
import { judgeMore, moreColumns, type AttributeTypeMore } from './judge-type.js'
import { touchType } from './touch-type.js'

export interface AttributeTypeGiven extends AttributeTypeMore {
  readonly version: number | undefined
  readonly labelPl?: string
  readonly labelEn?: string | null
  /** From 1; the others close up. */
  readonly position?: number
}

/**
 * Renames, moves or otherwise changes an attribute; its key and kind stay. Needs `core.manage-attributes`; 428, 409.
 * Turned unique over values that are had twice: `core.attribute-doubles`.
 */
export async function saveAttributeType(
  ctx: Ctx,
  id: number,
  { version, position, ...given }: AttributeTypeGiven,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, id, version)
  if (given.labelPl !== undefined && normalText(given.labelPl) === '')
    throw refuseFields([{ path: 'labelPl', code: 'core.required' }])
  const { refused, ...judged } = await judgeMore(ctx, type, given)
  if (refused.length > 0) throw refuseFields(refused)

  const columns = {
    ...(given.labelPl !== undefined && { label_pl: normalText(given.labelPl) }),
    ...(given.labelEn !== undefined && { label_en: given.labelEn ? normalText(given.labelEn) : null }),
    ...moreColumns({ ...given, ...judged }),
  }
  if (given.unique === true && !type.unique) await holdAllUnique(ctx, type)
  if (given.unique === false && type.unique) await letAllBe(ctx, type)
  if (position !== undefined) await move(ctx, type, position)
  const after = { ...given, ...judged, ...(position !== undefined && { position }) }
  return touchType(ctx, type, { columns, action: 'changed', changes: changesOf(type, after) })
}

/** What of an attribute may change, as its body names it. */
export function bodyOf(type: AttributeType): Readonly<Record<string, unknown>> {
  return {
    labelPl: type.labels.pl,
    labelEn: type.labels.en === type.labels.pl ? null : type.labels.en,
    required: type.required,
    unique: type.unique,
    default: type.default,
    roles: type.roles,
    groupPl: type.group?.pl ?? null,
    groupEn: type.group && type.group.en !== type.group.pl ? type.group.en : null,
    helpPl: type.help?.pl ?? null,
    helpEn: type.help && type.help.en !== type.help.pl ? type.help.en : null,
    width: type.width,
    position: type.position,
  }
}

function changesOf(type: AttributeType, given: Readonly<Record<string, unknown>>): readonly AuditChange[] {
  const before = bodyOf(type)
  return Object.entries(given)
    .map(([field, after]) => ({ field, before: before[field] ?? null, after: after === '' ? null : (after ?? null) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}

/** Hides an attribute, keeping its values, or shows it again. */
export async function archiveAttributeType(
  ctx: Ctx,
  id: number,
  { version, archived }: { version: number | undefined; archived: boolean },
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, id, version)
  return touchType(ctx, type, {
    columns: { archived_at: archived ? ctx.now() : null },
    action: archived ? 'archived' : 'restored',
    changes: [],
  })
}

/** Deletes an attribute that no record has (`core.attribute-in-use` with `count`) and no plugin declares (`core.attribute-system`). */
export async function deleteAttributeType(
  ctx: Ctx,
  id: number,
  { version }: { version: number | undefined },
): Promise<void> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, id, version)
  if (type.system) throw new Refusal('core.attribute-system')
  const count = await recordsWith(ctx, id)
  if (count > 0) throw new Refusal('core.attribute-in-use', { params: { count }, extra: { count } })

  await touchType(ctx, type, {
    action: 'removed',
    changes: [{ field: 'key', before: `${type.entity}.${type.key}`, after: null }],
  })
  await ctx.db('core_attribute_item').where('type_id', id).delete()
  await ctx.db('core_attribute_type').where({ id }).delete()
}

/** How many records have a value of an attribute: a range of its index. */
export async function recordsWith(ctx: Ctx, type: number): Promise<number> {
  const row = await ctx.db('core_attribute_value').where('type_id', type).countDistinct({ n: 'record_id' }).first()
  return Number(row?.n ?? 0)
}

/** How many records lack an attribute: what required ones are not asked of rows that lie there. */
export async function lacking(ctx: Ctx, id: number): Promise<number> {
  const type = await findType(ctx, id)
  const { model } = attributableOf(ctx, type.entity)
  const all = await ctx.db(model.tableName).count({ n: '*' }).first()
  return Math.max(0, Number(all?.n ?? 0) - (await recordsWith(ctx, id)))
}

/** The others close up; five hundred a statement, whatever the way. */
async function move(ctx: Ctx, type: AttributeType, position: number): Promise<void> {
  const all = await attributeTypes(ctx, attributableOf(ctx, type.entity), { archived: true, hidden: true })
  const order = all.filter(({ id }) => id !== type.id)
  order.splice(Math.max(0, position - 1), 0, type)
  const places = order.flatMap(({ id, position: old }, at) => (old === at + 1 ? [] : [[id, at + 1] as const]))
  for (const part of inParts(places)) {
    const cases = part.map(() => 'when ? then ?').join(' ')
    await ctx
      .db('core_attribute_type')
      .whereIn(
        'id',
        part.map(([id]) => id),
      )
      .update({ position: ctx.db.raw(`case id ${cases} end`, part.flat()) })
  }
}
