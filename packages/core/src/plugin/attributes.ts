import type { Entity } from './entity.js'

/** What an attribute's values are (spec-core §3). */
export type AttributeKind =
  | 'text'
  | 'long-text'
  | 'number'
  | 'money'
  | 'date'
  | 'instant'
  | 'yes-no'
  | 'choice'
  | 'choices'
  | 'reference'
  | 'references'

/** An attribute declared in code: key and kind fixed, cannot be deleted. Its label is `attribute.<entity>.<key>`. */
export interface AttributeSeed {
  readonly entity: Entity
  readonly key: string
  readonly kind: AttributeKind
  readonly options?: readonly { readonly key: string; readonly label: string }[]
  /** `number`: digits after the point. */
  readonly places?: number
  /** `money`; PLN unless said. */
  readonly currency?: string
  /** `reference`, `references`: the entity pointed at. */
  readonly refersTo?: Entity
}
