import type { Entity } from './entity.js'
import type { Field } from './fields.js'

/** How a field stands in a form. */
export interface Placed {
  readonly name: string
  /** Sixths of the row, 1–6. */
  readonly width: 1 | 2 | 3 | 4 | 5 | 6
  /** Lines of a long text. */
  readonly rows?: number
  /** Shown, and taken, only when another field of the form has one of these values. */
  readonly when?: { readonly field: string; readonly is: readonly string[] }
  /** A rule wants it whenever it is shown, though the field itself may be empty: it has a star like the required ones. */
  readonly needed?: boolean
  /** `chips`: a choice as a row of buttons instead of a select. */
  readonly as?: 'chips' | 'select'
  readonly autocomplete?: string
  /** A reference: only records whose field of this name is what the same field of the form has now (`contractorId`). */
  readonly within?: string
}

export interface FormGroup {
  /** Its heading is the locale key `<form id>.group.<key>`; the first group of a small form may say `''`: no heading. */
  readonly key: string
  /** Locale key of the heading, when it is another one. */
  readonly label?: string
  readonly fields: readonly Placed[]
}

export interface FormDetails {
  readonly of?: Entity
  /** Fields of a form that is no entity's. */
  readonly fields?: Readonly<Record<string, Field>>
  readonly groups: readonly FormGroup[]
  /** The group „Atrybuty” follows when the entity is attributable; false leaves it out. */
  readonly attributes?: boolean
  /** Locale key of the button; `core.save` unless said. */
  readonly submit?: string
  /** Offer "save and add another". */
  readonly another?: boolean
  /**
   * What is typed into it is kept as the operator's draft two seconds after he stopped, for thirty days or until he saves
   * it; opened again, the page has it back. For forms people write in for a while, not for three fields. Its page (the GET
   * that shows it) then says `form` and `again` as the route that takes it does, the very same `again`: by that the host
   * draws the page from the draft, and knows which draft is done with once the form was taken. Passwords and files are
   * never kept. A view of one's own that draws such a form has `{{> core/draft-bar form}}` above it and
   * `{{> core/draft-note form}}` in its foot.
   */
  readonly draft?: boolean
}

export interface Form extends FormDetails {
  readonly id: string
}

/** Draws the form, validates the request and documents the API from one description. */
export const form = (id: string, details: FormDetails): Form => ({ id, ...details })

export const place = (name: string, width: Placed['width'] = 6, more: Omit<Placed, 'name' | 'width'> = {}): Placed => ({
  name,
  width,
  ...more,
})
