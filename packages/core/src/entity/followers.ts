import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { shapeOf } from './shape.js'

/** An entity whose records go with those of another, and the column by which they do. */
export interface Follower {
  readonly follower: Entity
  readonly column: string
}

/** Entities of any plugin that follow this one. */
export function followersOf(ctx: Pick<Ctx, 'registry'>, entity: Entity): readonly Follower[] {
  return ctx.registry.plugins
    .flatMap(({ entities = [] }) => entities)
    .flatMap((follower) => {
      const followed = shapeOf(follower).byName.get(follower.follows ?? '')
      const goesWith = followed?.field.of?.().id === entity.id
      return goesWith && followed.column !== null ? [{ follower, column: followed.column }] : []
    })
}
