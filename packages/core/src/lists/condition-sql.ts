import type { Ctx } from '../ctx.js'
import { sortKeyOf } from '../entity/fields/column.js'
import { onlyVisible, type Sql } from '../entity/policy.js'
import type { Entity } from '../plugin/entity.js'
import type { Field } from '../plugin/fields.js'
import type { Condition, Operator } from './condition.js'
import { attributeTable } from './attribute-table.js'
import { allOf, complement, marks, name, opaque, sql } from './sql.js'
import type { Source } from './subject.js'
import { fragmentSql } from './text-sql.js'
import type { ValueTable } from './value-table.js'

/** A condition ready to be used, in the form that suits the plan. */
export interface Compiled {
  /** Leads to its rows by an index; null when none does. */
  readonly eager: Sql | null
  /** Asks one row at a time. */
  readonly lazy: Sql
  /** The same rows as a set that is read once and then asked for each row: dearer for a few, cheaper for thousands. */
  readonly inSet?: Sql
  /** The column that `eager` holds to one value: an index that goes on with the order of a list is a walk within it. */
  readonly held?: string
  /** The column that it holds to some values, and the rows of each: as many such walks, merged. */
  readonly split?: { readonly column: string; readonly branches: readonly Sql[] }
  /** A SELECT of one row per match, or more of them, to see whether they are few. */
  readonly probe: Sql | null
  /** The probe counts rows that may yet fail, so that even many of them may leave few. */
  readonly loose?: boolean
  /** A slower way that leads to the same rows, for when no condition leads to few. */
  readonly second?: { readonly eager: Sql; readonly probe: Sql }
  /** What SQL cannot judge the same on both databases: the value to be fetched, and whether it will do. */
  readonly test?: { readonly value: Sql; readonly passes: (value: unknown) => boolean }
}

/** More walks than these are not merged. */
const MOST_BRANCHES = 5

const SIGNS: Readonly<Partial<Record<Operator, string>>> = { gt: '>', ge: '>=', lt: '<', le: '<=' }

/** The SQL of one condition over the entity's table. */
export function compileCondition(ctx: Ctx, entity: Entity, condition: Condition): Compiled {
  const { operator, subject } = condition
  if (operator === 'has' || operator === 'starts') return fragmentSql(entity, condition)
  if (operator === 'not')
    return lazily(complement(compileCondition(ctx, entity, { ...condition, operator: 'is' }).lazy))
  switch (subject.source.kind) {
    case 'column':
      return columnSql(ctx, entity, condition, subject.source)
    case 'kept':
      return listSql(entity, condition, keptTable(ctx, subject.field, subject.source))
    case 'attribute':
      return listSql(entity, condition, attributeTable(ctx, subject.source.type))
  }
}

/** A condition that only ever asks one row at a time. */
export const lazily = (lazy: Sql): Compiled => ({ eager: null, lazy, probe: null })

/** A condition over the table's own columns. */
export function sargable(table: string, eager: Sql): Compiled {
  return { eager, lazy: opaque(eager), probe: sql(`select 1 from \`${table}\` where ${eager.sql}`, eager.bindings) }
}

function columnSql(
  ctx: Ctx,
  entity: Entity,
  condition: Condition,
  { column, keyColumn }: Extract<Source, { kind: 'column' }>,
): Compiled {
  const { operator, values, spans, subject } = condition
  const table = entity.model.tableName
  const here = name(table, column)
  const shown = subject.field.kind === 'ref' ? onlyVisible(ctx, subject.field.of?.(), here) : null
  const only = (part: Sql): Sql => (shown ? (allOf([part, shown]) ?? part) : part)

  if (operator === 'empty') {
    const filled = only(sql(`${here} is not null`))
    return condition.raw[0] === 'no'
      ? lazily(filled)
      : shown
        ? lazily(complement(filled))
        : sargable(table, sql(`${here} is null`))
  }
  const sign = SIGNS[operator]
  if (sign) return sargable(table, sql(`${here} ${sign} ?`, values))
  if (spans) return sargable(table, spanSql(here, spans))
  if (subject.many) return lazily(jsonSql(here, condition))
  const equal = sql(`${here} in (${marks(values)})`, values)
  const held = {
    ...(values.length === 1 && shown === null && { held: keyColumn ?? column }),
    ...(values.length > 1 &&
      values.length <= MOST_BRANCHES &&
      shown === null &&
      keyColumn === null && {
        split: { column, branches: [...new Set(values)].map((value) => sql(`${here} = ?`, [value])) },
      }),
  }
  if (keyColumn === null) return { ...sargable(table, only(equal)), ...held }

  // A text is found by its key, which has the index, and then compared sign by sign.
  const keys = values.map((value) => sortKeyOf(value) ?? '')
  const byKey = sql(`${name(table, keyColumn)} in (${marks(keys)})`, keys)
  const { probe } = sargable(table, byKey)
  return { eager: allOf([byKey, equal]), lazy: opaque(equal), probe, ...held }
}

function spanSql(here: string, spans: NonNullable<Condition['spans']>): Sql {
  const parts = spans.map(([from, to]) =>
    from === to ? sql(`${here} = ?`, [from]) : sql(`(${here} >= ? and ${here} < ?)`, [from, to]),
  )
  return sql(
    parts.map((part) => part.sql).join(' or '),
    parts.flatMap(({ bindings }) => bindings),
  )
}

/** A list kept as JSON in one column: small tables only, no index. */
function jsonSql(here: string, { operator, values }: Condition): Sql {
  return sql(
    values.map(() => `${here} like ?`).join(operator === 'all' ? ' and ' : ' or '),
    values.map((value) => `%"${value}"%`),
  )
}

function keptTable(ctx: Ctx, field: Field, { table, record, value }: Extract<Source, { kind: 'kept' }>): ValueTable {
  const equals = (wanted: string | number) => sql(`${name(table, value)} = ?`, [wanted])
  const shown = field.kind === 'ref' ? onlyVisible(ctx, field.of?.(), name(table, value)) : null
  return { table, record, value, where: shown?.sql ?? '1 = 1', bindings: shown?.bindings ?? [], equals }
}

function listSql(entity: Entity, { operator, values, raw, spans }: Condition, source: ValueTable): Compiled {
  const id = name(entity.model.tableName, 'id')
  const any = spans ? spanSql(name(source.table, source.value), spans) : anyValue(source, operator, values)
  if (operator === 'empty') {
    const filled = exists(source, id, source.filled ?? sql('1 = 1'))
    return lazily(raw[0] === 'no' ? filled : complement(filled))
  }
  if (operator !== 'all')
    return { eager: among(source, id, any), lazy: exists(source, id, any), probe: rows(source, any) }

  const each = values.map((value) => source.equals(value))
  const [first] = each
  return {
    eager: allOf(each.map((part) => among(source, id, part))),
    lazy: allOf(each.map((part) => exists(source, id, part))) ?? sql('1 = 1'),
    probe: first ? rows(source, first) : null,
  }
}

function anyValue(source: ValueTable, operator: Operator, values: readonly (string | number)[]): Sql {
  const sign = SIGNS[operator]
  if (sign) return sql(`${name(source.table, source.value)} ${sign} ?`, values)
  const parts = values.map((value) => source.equals(value))
  return sql(
    parts.map((part) => `(${part.sql})`).join(' or ') || '1 = 0',
    parts.flatMap(({ bindings }) => bindings),
  )
}

function rows({ table, record, where, bindings }: ValueTable, part: Sql): Sql {
  return sql(`select ${name(table, record)} from \`${table}\` where ${where} and (${part.sql})`, [
    ...bindings,
    ...part.bindings,
  ])
}

function among(source: ValueTable, id: string, part: Sql): Sql {
  const found = rows(source, part)
  return sql(`${id} in (${found.sql})`, found.bindings)
}

function exists(source: ValueTable, id: string, part: Sql): Sql {
  const { table, record, where, bindings } = source
  return sql(
    `exists (select 1 from \`${table}\` where ${name(table, record)} = ${id} and ${where} and (${part.sql}))`,
    [...bindings, ...part.bindings],
  )
}
