import type { Ctx } from '../ctx.js'
import { policyOf, type Sql } from '../entity/policy.js'
import { columnOf } from '../entity/shape.js'
import type { Entity } from '../plugin/entity.js'
import type { SortKey } from './sort-key.js'
import { name, sql } from './sql.js'

/** One key of the order as SQL. */
export interface OrderKey {
  readonly expr: string
  readonly down: boolean
  /** No row lacks it, so there is no second part of the list. */
  readonly always: boolean
  /** Joined for the expression, whichever key it is. */
  readonly join: Sql | null
  /** For an attribute: its type, so that as first key its index can lead. */
  readonly typeId: number | null
}

/** The keys of an order. A text sorts by its key column, a reference by the name of its target, an attribute by its key. */
export function orderKeys(ctx: Ctx, entity: Entity, sort: readonly SortKey[]): readonly OrderKey[] {
  return sort.map(({ subject, down }, at) => {
    const { source, field } = subject
    if (source.kind === 'attribute') return attributeKey(entity, source.type.id, down, at)
    const column = source.kind === 'column' ? (source.keyColumn ?? source.column) : 'id'
    if (field.kind === 'ref' && field.of) return refKey(ctx, entity, field.of(), { column, down, at })
    const always = field.required || subject.key === 'createdAt'
    return { expr: name(entity.model.tableName, column), down, always, join: null, typeId: null }
  })
}

function attributeKey(entity: Entity, typeId: number, down: boolean, at: number): OrderKey {
  const join = sql(
    `left join core_attribute_value s${at} on s${at}.record_id = ${name(entity.model.tableName, 'id')} and s${at}.type_id = ? and s${at}.position = 0`,
    [typeId],
  )
  return { expr: `s${at}.sort_key`, down, always: false, join, typeId }
}

/** What may not be seen sorts as if it were empty. */
function refKey(
  ctx: Ctx,
  entity: Entity,
  target: Entity,
  { column, down, at }: { column: string; down: boolean; at: number },
): OrderKey {
  const alias = `r${at}`
  const policy = policyOf(ctx, target, 'read', alias)
  const join = sql(
    `left join \`${target.model.tableName}\` ${alias} on ${alias}.id = ${name(entity.model.tableName, column)}${policy ? ` and ${policy.sql}` : ''}`,
    policy?.bindings ?? [],
  )
  return { expr: `${alias}.\`${columnOf(target, target.sortBy ?? 'id')}\``, down, always: false, join, typeId: null }
}
