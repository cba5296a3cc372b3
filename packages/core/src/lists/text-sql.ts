import type { AttributeType } from '../attributes/attribute-types.js'
import type { Sql } from '../entity/policy.js'
import type { Entity } from '../plugin/entity.js'
import { hitsWithin, like, prefixEnd, recordHas, recordsWith } from '../search/fragment-sql.js'
import { isSearchable } from '../search/searchable.js'
import { wordsWithin } from '../text/search-words.js'
import type { Condition } from './condition.js'
import type { Compiled } from './condition-sql.js'
import { foldFor } from './read-value.js'
import { name, sql } from './sql.js'
import type { Subject } from './subject.js'

/**
 * `.has` and `.starts`: the search narrows the rows where it knows the field, and the folded value decides, the same on both
 * databases, which know no folding. An attribute's is stored; a field's is made here, of each row that is left.
 */
export function fragmentSql(entity: Entity, condition: Condition): Compiled {
  const { subject, operator, values } = condition
  if (subject.source.kind === 'attribute' && subject.source.type.kind !== 'long-text')
    return attributeSql(entity, condition, subject.source.type)

  const fragment = String(values[0] ?? '')
  const value = valueSql(entity, subject)
  const passes = (text: unknown): boolean => {
    const folded = typeof text === 'string' ? foldFor(subject, text) : ''
    return operator === 'starts' ? folded.startsWith(fragment) : folded.includes(fragment)
  }

  const words = isIndexed(entity, subject) ? wordsWithin(fragment) : []
  return words.length === 0
    ? { eager: null, lazy: sql(`${value.sql} is not null`, value.bindings), probe: null, test: { value, passes } }
    : { ...searchSql(entity, words), loose: true, test: { value, passes } }
}

/** Rows whose record has all fragments. */
export function searchSql(entity: Entity, fragments: readonly string[]): Compiled {
  const id = name(entity.model.tableName, 'id')
  const found = recordsWith(entity.id, fragments)
  return {
    eager: sql(`${id} in (${found.sql})`, found.bindings),
    // As a value: either database would let a plain IN lead, and sort all that it leads to.
    inSet: sql(`(${id} in (${found.sql})) is true`, found.bindings),
    lazy: recordHas(entity.id, fragments, id),
    probe: hitsWithin(entity.id, fragments),
    loose: fragments.length > 1,
  }
}

/** A beginning is a range of the index; a fragment is found by the search, or by reading that index from end to end. */
function attributeSql(entity: Entity, { operator, values }: Condition, type: AttributeType): Compiled {
  const fragment = String(values[0] ?? '')
  const fits = (folded: string): Sql =>
    operator === 'starts'
      ? sql(`${folded} >= ? and ${folded} < ?`, [fragment, fragment + prefixEnd])
      : sql(`${folded} like ?`, [like(fragment)])
  const id = name(entity.model.tableName, 'id')
  const indexed = fits('v.folded')
  const rows = sql(`select v.record_id from core_attribute_value v where v.type_id = ? and ${indexed.sql}`, [
    type.id,
    ...indexed.bindings,
  ])
  const read = { eager: sql(`${id} in (${rows.sql})`, rows.bindings), probe: rows }
  // Hidden from the planner: the index would read the whole range for each row that is asked.
  const hidden = fits("coalesce(v.folded, '')")
  const lazy = sql(
    `exists (select 1 from core_attribute_value v where v.record_id = ${id} and v.type_id = ? and v.position = 0 and ${hidden.sql})`,
    [type.id, ...hidden.bindings],
  )
  if (operator === 'starts') return { ...read, lazy }

  // What exists for some roles only is not in the search.
  const words = isSearchable(entity) && type.roles === null ? wordsWithin(fragment) : []
  if (words.length === 0) return { eager: null, lazy, probe: null, second: read }
  const found = recordsWith(entity.id, words)
  return {
    eager: sql(`${id} in (${found.sql}) and ${lazy.sql}`, [...found.bindings, ...lazy.bindings]),
    lazy,
    probe: hitsWithin(entity.id, words),
    loose: true,
    second: read,
  }
}

/** Whether every value of the subject stands in the search as it is. Identifiers are stored in another form than typed. */
function isIndexed(entity: Entity, { field, source }: Subject): boolean {
  if (!isSearchable(entity)) return false
  if (source.kind === 'attribute') return source.type.roles === null
  return field.kind === 'text' && field.search !== undefined
}

function valueSql(entity: Entity, { source }: Subject): Sql {
  if (source.kind === 'attribute')
    return sql(
      `(select v.body from core_attribute_value v where v.record_id = ${name(entity.model.tableName, 'id')} and v.type_id = ? and v.position = 0)`,
      [source.type.id],
    )
  return sql(source.kind === 'column' ? name(entity.model.tableName, source.column) : 'null')
}
