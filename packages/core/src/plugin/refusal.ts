/** One field a rule says no to: where (`lines.0.qty`, `attr.size`), which rule, and what its message needs. */
export interface FieldRefusal {
  readonly path: string
  readonly code: string
  readonly params?: MessageParams
}

/** What a translated message may be given; `count` chooses the plural. */
export type MessageParams = Readonly<Record<string, string | number>>

export interface RefusalDetails {
  /** 422 unless said otherwise; 404, 409, 412, 428 and 429 are the others in use. */
  readonly status?: number
  readonly fields?: readonly FieldRefusal[]
  readonly params?: MessageParams
  /** Facts a program may read beside the code, e.g. `{ operators: [{ id, name }] }`. They leave the house: no secrets. */
  readonly extra?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * A rule saying no. `code` is an id `plugin.kebab-case` and at the same time the key of its translated message.
 * Rolls the transaction back and is shown to the person or program that asked; it is not a bug and not logged as one.
 */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly details: RefusalDetails

  constructor(code: string, details: RefusalDetails = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.status = details.status ?? 422
    this.details = details
  }
}

/** No such thing, or one that may not be seen: the two are the same answer (404 `core.not-found`). */
export function notFound(): Refusal {
  return new Refusal('core.not-found', { status: 404 })
}

/** Fields that rules refuse, all of them at once, under one code (422 `core.fields-refused` unless given). */
export function refuseFields(fields: readonly FieldRefusal[], code = 'core.fields-refused'): Refusal {
  const only = fields.length === 1 ? fields[0] : undefined
  return new Refusal(only?.code ?? code, { fields, ...(only?.params && { params: only.params }) })
}
