import type { FieldRefusal, MessageParams, Refusal } from '../../plugin/refusal.js'

/** Why a row was refused, for programs (spec-core §7). */
export const ROW_REASONS = [
  'missing-required',
  'bad-value',
  'unknown-choice',
  'no-relation',
  'ambiguous-relation',
  'duplicate-in-file',
  'possible-duplicate',
  'not-permitted',
] as const

export type RowReason = (typeof ROW_REASONS)[number]

/** One thing that is wrong with a row. */
export interface RowProblem {
  readonly reason: RowReason
  /** Name of the field; null when it is the whole row. */
  readonly field: string | null
  /** The rule, and the key of its message. */
  readonly code: string
  readonly params?: MessageParams
}

const REASONS: Readonly<Record<string, RowReason>> = {
  'core.required': 'missing-required',
  'core.attribute-missing': 'missing-required',
  'core.unknown-choice': 'unknown-choice',
  'core.value-archived': 'unknown-choice',
  'core.unknown-record': 'no-relation',
  'core.possible-duplicate': 'possible-duplicate',
  'core.not-permitted': 'not-permitted',
  'core.not-found': 'not-permitted',
}

/** What a refused writing says is wrong with a row; `nameOf` turns the path of a refusal into the name of a field. */
export function problemsOf({ code, details }: Refusal, nameOf: (path: string) => string | null): readonly RowProblem[] {
  const { fields = [], params } = details
  const problem = ({ path, code, params }: Omit<FieldRefusal, 'path'> & { readonly path: string | null }) => ({
    reason: REASONS[code] ?? 'bad-value',
    field: path === null ? null : nameOf(path),
    code,
    ...(params && { params }),
  })
  if (fields.length === 0 || code === 'core.possible-duplicate')
    return [problem({ path: null, code, ...(params && { params }) })]
  return fields.map(problem)
}
