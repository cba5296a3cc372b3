import { isChosen, isReference, type AttributeType } from '../attributes/attribute-type.js'
import { attributeKey, itemKeys } from '../attributes/value-rows.js'
import type { Ctx } from '../ctx.js'
import { onlyVisible, type Sql } from '../entity/policy.js'
import { marks, name, sql } from './sql.js'
import type { ValueTable } from './value-table.js'

const TABLE = 'core_attribute_value'
const KEY = name(TABLE, 'sort_key')

/** Where the values of an attribute are found: by their key, which the index has after the type. */
export function attributeTable(ctx: Ctx, type: AttributeType): ValueTable {
  return {
    table: TABLE,
    record: 'record_id',
    value: 'sort_key',
    where: `${name(TABLE, 'type_id')} = ?`,
    bindings: [type.id],
    equals: (wanted) => equals(ctx, type, wanted),
    ...(isReference(type) && { filled: pointsAtSeen(ctx, type, name(TABLE, 'ref_id')) }),
  }
}

function equals(ctx: Ctx, type: AttributeType, wanted: string | number): Sql {
  // A long text is cut in its key, so its value is compared too.
  if (type.kind === 'text')
    return sql(`${KEY} = ? and ${name(TABLE, 'value')} = ?`, [attributeKey(type, wanted), wanted])
  if (isChosen(type)) {
    const item = type.items.find(({ key }) => key === wanted)
    const keys = item ? itemKeys(item) : ['']
    return sql(`${KEY} in (${marks(keys)})`, keys)
  }
  if (!isReference(type)) return sql(`${KEY} = ?`, [wanted])
  const seen = pointsAtSeen(ctx, type, '?')
  return sql(`${KEY} = ? and ${seen.sql}`, [attributeKey(type, wanted), wanted, ...seen.bindings])
}

/** A reference to what may not be seen, or is not there any more, counts as empty. */
function pointsAtSeen(ctx: Ctx, { refersTo }: AttributeType, column: string): Sql {
  const target = ctx.registry.entity(refersTo ?? '')
  if (!target) return sql('1 = 0')
  const there = target.model.tableName
  return onlyVisible(ctx, target, column) ?? sql(`${column} in (select ${name(there, 'id')} from \`${there}\`)`)
}
