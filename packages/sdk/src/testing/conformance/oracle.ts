import type { Actor, Entity, Knex, Permission, Scope } from '@berberis/core'

type Row = Readonly<Record<string, unknown>>

/** Whether an actor sees one record, worked out record by record: slow, plain, and written apart from what it judges. */
export interface Oracle {
  sees(actor: Actor, entity: Entity, row: Row): boolean
  rows(entity: Entity): readonly Row[]
}

interface Share {
  readonly entity: string
  readonly record_id: number
  readonly operator_id: number
  readonly until_day: string | null
}

/** Reads the rows of some entities and of all they lean on, as they are now; `installed`: of all plugins. */
export async function oracleOf(
  db: Knex,
  { entities, installed, today }: { entities: readonly Entity[]; installed: readonly Entity[]; today: string },
): Promise<Oracle> {
  const shares: Share[] = await db('core_share').select('entity', 'record_id', 'operator_id', 'until_day')
  const tables = new Map<string, ReadonlyMap<number, Row>>()
  const papered = installed.filter(({ papers }) => papers)
  for (const entity of withParents([...entities, ...papered])) {
    const rows: Row[] = await db(entity.model.tableName).select()
    tables.set(entity.id, new Map(rows.map((row) => [Number(row.id), row])))
  }

  const sees = (actor: Actor, entity: Entity, row: Row): boolean => {
    if (entity.follows !== undefined)
      return parentSeen(actor, entity, entity.follows, row) && recordSeen(actor, entity, row)
    const scope = scopeOf(actor, entity.read)
    if (scope === null) return false
    if (scope === 'all') return true
    const people = scope === 'own' ? [actor.id] : actor.department
    const owned = (entity.own ?? []).some((prop) => people.includes(Number(row[columnOf(entity, prop)] ?? 0)))
    const shared = shares.some(
      (share) =>
        share.entity === entity.id &&
        share.record_id === Number(row.id) &&
        share.operator_id === actor.id &&
        (share.until_day === null || share.until_day >= today),
    )
    return owned || shared || (entity.widens ?? []).some((name) => parentSeen(actor, entity, name, row))
  }
  const parentSeen = (actor: Actor, entity: Entity, name: string, row: Row): boolean => {
    const parent = parentOf(entity, name)
    const id = row[columnOf(entity, entity.fields[name]?.column ?? `${name}Id`)]
    const there = id === null ? undefined : tables.get(parent.id)?.get(Number(id))
    return there !== undefined && sees(actor, parent, there)
  }

  /** That the record whose paper a row is, if it is one, is seen too. */
  const recordSeen = (actor: Actor, entity: Entity, row: Row): boolean => {
    const of = entity.paperOf ? row[columnOf(entity, entity.paperOf.entity)] : null
    if (!entity.paperOf || of === null) return true
    const known = papered.find(({ id }) => id === of)
    if (!known) return scopeOf(actor, deciding(entity).read) === 'all'
    const there = tables.get(known.id)?.get(Number(row[columnOf(entity, entity.paperOf.record)]))
    return there !== undefined && sees(actor, known, there)
  }

  return { sees, rows: (entity) => [...(tables.get(entity.id)?.values() ?? [])] }
}

/** The entities, and every one a record of theirs follows or is opened by. */
function withParents(entities: readonly Entity[]): ReadonlySet<Entity> {
  const all = new Set<Entity>()
  const take = (entity: Entity): void => {
    if (all.has(entity)) return
    all.add(entity)
    for (const name of [...(entity.follows ? [entity.follows] : []), ...(entity.widens ?? [])])
      take(parentOf(entity, name))
  }
  entities.forEach(take)
  return all
}

function parentOf(entity: Entity, name: string): Entity {
  const target = entity.fields[name]?.of?.()
  if (!target) throw new Error(`${entity.id} leans on its field ${name}, which is no reference`)
  return target
}

/** The one at the end of what it follows. */
function deciding(entity: Entity): Entity {
  return entity.follows === undefined ? entity : deciding(parentOf(entity, entity.follows))
}

function columnOf(entity: Entity, prop: string): string {
  return entity.model.propertyNameToColumnName(prop)
}

function scopeOf(actor: Actor, right: Permission | 'signed-in'): Scope | null {
  if (right === 'signed-in') return 'all'
  const scope = actor.grants.get(right.id) ?? null
  return scope !== null && !right.scoped ? 'all' : scope
}
