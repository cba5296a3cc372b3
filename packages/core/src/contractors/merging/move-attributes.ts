import type { Ctx } from '../../ctx.js'
import { attributeKey } from '../../attributes/value-rows.js'
import { insertMany } from '../../db/bulk.js'

/** One value of an attribute that points at a contractor. */
export interface AttributeRef {
  readonly record_id: number
  readonly type_id: number
  readonly position: number
}

export interface MovedAttributes {
  readonly moved: readonly AttributeRef[]
  /** Those that stood beside a reference to the other one already: a record names it once. */
  readonly dropped: readonly AttributeRef[]
}

const TABLE = 'core_attribute_value'

/** Values of attributes, of any entity, that point at a contractor point at another. */
export async function moveAttributes(ctx: Ctx, from: number, to: number): Promise<MovedAttributes> {
  const types = ctx.db('core_attribute_type').where({ refers_to: 'core.contractor' }).select('id')
  const pointing = (id: number) =>
    ctx.db(TABLE).whereIn('type_id', types.clone()).where({ ref_id: id }).select('record_id', 'type_id', 'position')
  const rows = (await pointing(from)) as readonly AttributeRef[]
  const there = new Set(((await pointing(to)) as readonly AttributeRef[]).map(whose))
  const dropped = rows.filter((row) => there.has(whose(row)))
  const moved = rows.filter((row) => !there.has(whose(row)))
  // References of contractors by attributes are few; each is one row of the primary key.
  for (const row of dropped) await ctx.db(TABLE).where(row).delete()
  for (const row of moved)
    await ctx
      .db(TABLE)
      .where({ ...row, ref_id: from })
      .update(pointer(to))
  return { moved, dropped }
}

/** Takes such a move back: what still points at `to`, and what was dropped. */
export async function moveAttributesBack(
  ctx: Ctx,
  { moved, dropped }: MovedAttributes,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  for (const row of moved)
    await ctx
      .db(TABLE)
      .where({ ...row, ref_id: to })
      .update(pointer(from))
  for (const row of dropped)
    if (!(await ctx.db(TABLE).where(row).first('record_id')))
      await insertMany(ctx.db, TABLE, [{ ...row, ...pointer(from) }])
}

function whose({ record_id, type_id }: AttributeRef): string {
  return `${type_id} ${record_id}`
}

function pointer(id: number) {
  return { ref_id: id, sort_key: attributeKey({ kind: 'reference', items: [] }, id) }
}
