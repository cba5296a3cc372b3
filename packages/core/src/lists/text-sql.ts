import type { Sql } from '../entity/policy.js'
import type { Entity } from '../plugin/entity.js'
import { hitsWithin, recordHas, recordsWith } from '../search/fragment-sql.js'
import { isSearchable } from '../search/searchable.js'
import { queryWords } from '../text/search-words.js'
import type { Condition } from './condition.js'
import type { Compiled } from './condition-sql.js'
import { foldFor } from './read-value.js'
import { name, sql } from './sql.js'
import type { Subject } from './subject.js'

/**
 * `.has` and `.starts`: the search narrows the rows where it knows the field, and the folded value decides, the same on both
 * databases, which know no folding.
 */
export function fragmentSql(entity: Entity, { subject, operator, values, raw }: Condition): Compiled {
  const fragment = String(values[0] ?? '')
  const value = valueSql(entity, subject)
  const passes = (text: unknown): boolean => {
    const folded = typeof text === 'string' ? foldFor(subject, text) : ''
    return operator === 'starts' ? folded.startsWith(fragment) : folded.includes(fragment)
  }

  const words = isIndexed(entity, subject) ? queryWords(raw[0] ?? '') : []
  const filled = sql(`${value.sql} is not null`, value.bindings)
  return words.length === 0
    ? { eager: null, lazy: filled, probe: null, test: { value, passes } }
    : { ...searchSql(entity, words), test: { value, passes } }
}

/** Rows whose record has all fragments. */
export function searchSql(entity: Entity, fragments: readonly string[]): Compiled {
  const id = name(entity.model.tableName, 'id')
  const found = recordsWith(entity.id, fragments)
  return {
    eager: sql(`${id} in (${found.sql})`, found.bindings),
    lazy: recordHas(entity.id, fragments, id),
    probe: hitsWithin(entity.id, fragments),
  }
}

/** Whether every value of the subject stands in the search as it is. Identifiers are stored in another form than typed. */
function isIndexed(entity: Entity, { field, source }: Subject): boolean {
  if (!isSearchable(entity) || field.kind !== 'text') return false
  return source.kind === 'attribute' || field.search !== undefined
}

function valueSql(entity: Entity, { source }: Subject): Sql {
  const table = entity.model.tableName
  if (source.kind === 'column') return sql(name(table, source.column))
  if (source.kind === 'kept') return sql('null')
  return sql(
    `(select v.value from core_attribute_value v where v.record_id = ${name(table, 'id')} and v.type_id = ? and v.position = 0)`,
    [source.type.id],
  )
}
