import type { Ctx } from '../../ctx.js'
import { shapeOf, type FieldShape } from '../../entity/shape.js'
import type { Entity } from '../../plugin/entity.js'

/** A reference field of some entity of some plugin. */
export interface Pointing {
  readonly entity: Entity
  readonly field: FieldShape
  readonly column: string
}

/** Every field of every entity, plugins' too, that points at records of this one; parts and self-references among them. */
export function pointingAt(ctx: Pick<Ctx, 'registry'>, { id }: Entity): readonly Pointing[] {
  return ctx.registry.plugins
    .flatMap(({ entities = [] }) => entities)
    .flatMap((entity) =>
      shapeOf(entity).fields.flatMap((field) =>
        field.field.kind === 'ref' && field.column !== null && field.field.of?.().id === id
          ? [{ entity, field, column: field.column }]
          : [],
      ),
    )
}
