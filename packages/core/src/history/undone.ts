import type { Refusal } from '../plugin/refusal.js'
import type { ReversalOutcome } from '../plugin/reversals.js'

/** What became of one entry, `left` always a list. */
export type Undone = Exclude<ReversalOutcome, string>

export const restored: Undone = { restored: true, left: [] }
export const untouched: Undone = { restored: false, left: [] }
export const leftFor = (reason: string): Undone => ({ restored: false, left: [{ reason }] })

/** A refusal in the words of what is left: each field by its own reason, or the whole by its code. */
export function reasonsOf({ code, details: { fields = [], params } }: Refusal): Undone['left'] {
  if (fields.length === 0) return [{ reason: code, ...plainParams(params) }]
  return fields.map((one) => ({ field: one.path, reason: one.code, ...plainParams(one.params) }))
}

function plainParams(params: object | undefined) {
  const plain = Object.entries(params ?? {}).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  )
  return plain.length > 0 ? { params: Object.fromEntries(plain) as Record<string, string | number> } : {}
}
