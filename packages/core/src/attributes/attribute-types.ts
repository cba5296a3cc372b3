import type { Ctx } from '../ctx.js'
import { keptBy } from '../entity/kept.js'
import type { Entity } from '../plugin/entity.js'
import type { AttributeType } from './attribute-type.js'
import { readTypes } from './read-types.js'

export { labelIn, type AttributeItem, type AttributeKind, type AttributeType } from './attribute-type.js'

const allTypes = keptBy('attributes', readTypes)

interface Which {
  /** Archived ones too. */
  readonly archived?: boolean
  /** Those limited to other roles too: for what is kept, removed or administered, never for what is shown. */
  readonly hidden?: boolean
}

/**
 * The attributes of an entity in their order that exist for the asking one; archived ones only when asked for. Kept in
 * memory until `core_revision` says that they changed, in whichever process.
 */
export async function attributeTypes(
  ctx: Ctx,
  entity: Pick<Entity, 'id' | 'attributable'>,
  { archived = false, hidden = false }: Which = {},
): Promise<readonly AttributeType[]> {
  if (!entity.attributable) return []
  const all = (await allTypes(ctx)).get(entity.id) ?? []
  return all.filter((type) => (archived || !type.archived) && (hidden || existsFor(ctx, type)))
}

/** An attribute limited to roles does not exist for others; work nobody asked for sees all. */
export function existsFor({ system, operator }: Pick<Ctx, 'system' | 'operator'>, { roles }: AttributeType): boolean {
  return roles === null || system || (operator !== null && roles.includes(operator.roleId))
}
