import { attributeTypes, labelIn, type AttributeType } from '../../attributes/attribute-types.js'
import type { Ctx } from '../../ctx.js'
import { permissionOf } from '../../entity/policy.js'
import { shapeOf } from '../../entity/shape.js'
import type { Entity } from '../../plugin/entity.js'
import type { Importing } from '../../plugin/importing.js'
import { number, type Field } from '../../plugin/fields.js'
import { Refusal } from '../../plugin/refusal.js'

/** What a heading may fill. */
export interface ImportField {
  /** `id`, a field's name, or `attr.<key>`. */
  readonly name: string
  /** As the services take it: `ownerId` for the reference `owner`. */
  readonly key: string
  /** In the reader's language. */
  readonly label: string
  readonly field: Field
  /** The attribute it is, where it is one. */
  readonly type: AttributeType | null
  /** Finds the record a row is about. */
  readonly matches: boolean
}

/** An entity whose records come out of files. */
export interface Importable extends Omit<Importing, 'fields'> {
  readonly fields: readonly ImportField[]
}

/** The entities that the asking one may import, in plugin order. */
export function importableEntities(ctx: Ctx): readonly Entity[] {
  const all = ctx.registry.plugins.flatMap(({ entities = [] }) => entities)
  return all.filter((entity) => entity.importBy !== undefined && mayEdit(ctx, entity))
}

/** How people call the records of an entity: as its list is called. */
export function namesOfMany(ctx: Ctx, entityId: string): string {
  const list = ctx.registry.plugins.flatMap(({ lists = [] }) => lists).find(({ of }) => of.id === entityId)
  return ctx.t(list ? (list.title ?? list.id) : entityId)
}

/** How one of them is imported. 422 `core.import-entity` for another entity; 403 without the right to edit its records. */
export async function importableOf(ctx: Ctx, entityId: string): Promise<Importable> {
  const entity = ctx.registry.entity(entityId)
  if (entity?.importBy === undefined) throw new Refusal('core.import-entity')
  const permission = permissionOf(entity, 'edit')
  if (permission !== 'signed-in') ctx.must(permission)
  const importing = ctx.registry.plugins.flatMap(({ imports = [] }) => imports).find((each) => each.entity === entity)
  return { ...importing, entity, fields: await fieldsOf(ctx, entity, importing) }
}

function mayEdit(ctx: Ctx, entity: Entity): boolean {
  const permission = permissionOf(entity, 'edit')
  return permission === 'signed-in' || ctx.can(permission)
}

async function fieldsOf(ctx: Ctx, entity: Entity, importing: Importing | undefined): Promise<readonly ImportField[]> {
  const by = new Set(entity.importBy)
  const labelled = (name: string, field: Field) => ctx.t(field.label ?? `${entity.id}.${name}`)
  const extra = Object.entries(importing?.fields ?? {})
  const replaced = new Set(extra.map(([name]) => name))
  const own = shapeOf(entity).fields.filter(
    ({ name, field }) => !field.readonly && field.kind !== 'password' && !replaced.has(name),
  )

  return [
    ...(by.has('id')
      ? [{ name: 'id', key: 'id', label: ctx.t('core.id'), field: number(), type: null, matches: true }]
      : []),
    ...own.map(({ name, key, field }) => {
      return { name, key, label: labelled(name, field), field, type: null, matches: by.has(name) }
    }),
    ...extra.map(([name, field]) => {
      const key = field.kind === 'ref' ? `${name}Id` : name
      return { name, key, label: labelled(name, field), field, type: null, matches: false }
    }),
    ...(await attributeTypes(ctx, entity)).map((type) => {
      const name = `attr.${type.key}`
      const label = labelIn(type, ctx.locale)
      return { name, key: name, label, field: type.field, type, matches: type.unique }
    }),
  ]
}
