import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import type { AttributeItem, AttributeType } from './attribute-type.js'
import { attributeTypes } from './attribute-types.js'

/** An attribute by its id, archived or not. 404 when there is none. */
export async function findType(ctx: Ctx, id: number): Promise<AttributeType> {
  for (const plugin of ctx.registry.plugins) {
    for (const entity of plugin.entities ?? []) {
      const found = (await attributeTypes(ctx, entity, { archived: true, hidden: true })).find((type) => type.id === id)
      if (found) return found
    }
  }
  throw notFound()
}

/** The attribute as it was read by whoever changes it: 428 without a version, 409 when it has moved on. */
export async function currentType(ctx: Ctx, id: number, version: number | undefined): Promise<AttributeType> {
  const type = await findType(ctx, id)
  if (version === undefined) throw new Refusal('core.version-missing', { status: 428 })
  if (version !== type.version)
    throw new Refusal('core.conflict', { status: 409, extra: { version: type.version, fields: [] } })
  return type
}

/** An item of a value set. 404 when there is none. */
export function itemOf({ items }: AttributeType, id: number): AttributeItem {
  const item = items.find((each) => each.id === id)
  if (!item) throw notFound()
  return item
}

/** The attributable entity of an id; 404 for any other. */
export function attributableOf(ctx: Ctx, entityId: string): Entity {
  const entity = ctx.registry.entity(entityId)
  if (!entity?.attributable) throw notFound()
  return entity
}
