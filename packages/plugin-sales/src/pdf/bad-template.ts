/**
 * A template that cannot be rendered, or did not finish in time. `code` is the refusal an operator sees
 * (`sales.bad-template`); `message` is the template's own, for the integrator who wrote it.
 */
export class BadTemplate extends Error {
  readonly code = 'sales.bad-template'

  constructor(message: string) {
    super(message)
    this.name = 'BadTemplate'
  }
}
