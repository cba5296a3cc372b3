import { describeTables, type Entity, type Field, type Knex, type Plugin } from '@berberis/core'

const RECORD = ['id', 'version', 'created_at', 'created_by']

/** Fields of entities whose columns, or sort keys, the migrations did not make; and records without `recordColumns`. */
export async function columnFaults(db: Knex, { entities = [] }: Plugin): Promise<string[]> {
  const tables = new Map(
    (await describeTables(db)).map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))]),
  )

  return entities.flatMap((entity) => {
    const { tableName } = entity.model
    const there = tables.get(tableName)
    if (!there) return [`${entity.id}: no migration makes its table ${tableName}`]
    const missing = RECORD.filter((name) => !there.has(name)).map(
      (name) => `${entity.id}: ${tableName} has no column ${name}; begin its table with recordColumns(t)`,
    )
    return [
      ...missing,
      ...Object.entries(entity.fields).flatMap(([name, field]) => fieldFaults(entity, name, field, there)),
    ]
  })
}

function fieldFaults(entity: Entity, name: string, field: Field, there: ReadonlySet<string>): string[] {
  if (field.column === null || field.kept) return []
  const prop = field.column ?? (field.kind === 'ref' ? `${name}Id` : name)
  const column = entity.model.propertyNameToColumnName(prop)
  const at = `${entity.id}: its field ${name}`
  if (!there.has(column)) return [`${at} is kept in ${entity.model.tableName}.${column}, which no migration makes`]
  const sorted = field.kind === 'text' && field.sortKey
  return sorted && !there.has(`${column}_key`)
    ? [`${at} is sorted by ${column}_key, which no migration makes: keyed(t, '${column}'), or sortKey: false`]
    : []
}
