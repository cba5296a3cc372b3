/**
 * A template that cannot be rendered, or did not finish in time; `message` is the template's own, for the integrator who
 * wrote it. Operators are told by a refusal of whoever prints (`core.bad-template`, `sales.bad-template`).
 */
export class BadTemplate extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BadTemplate'
  }
}
