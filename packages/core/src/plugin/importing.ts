import type { Ctx } from '../ctx.js'
import type { Entity } from './entity.js'
import type { Field } from './fields.js'

type Values = Readonly<Record<string, unknown>>

/**
 * How rows of a file become records where the plain `create` and `save` of an entity would not do. Without one, an entity
 * that says `importBy` is imported by its own fields and attributes.
 */
export interface Importing {
  readonly entity: Entity
  /**
   * Fields beside the entity's own, under names it does not have or has for reading only: an address, a phone, the state of
   * an event. Their labels are the locale keys `<entity id>.<name>`.
   */
  readonly fields?: Readonly<Record<string, Field>>
  /**
   * Words besides the label by which people head the column of a field in files of their own, in any language; by them the
   * columns of a new file are guessed.
   */
  readonly headings?: Readonly<Record<string, readonly string[]>>
  /** Makes a record; values are JSON by field key, as of a request. */
  readonly create?: (ctx: Ctx, values: Values) => Promise<{ readonly id: number }>
  /** Changes one, and answers whether anything differs now. */
  readonly save?: (ctx: Ctx, id: number, values: Values & { readonly version: number }) => Promise<boolean>
}

/** Says how an entity is imported. */
export const importing = (entity: Entity, details: Omit<Importing, 'entity'>): Importing => ({ entity, ...details })
