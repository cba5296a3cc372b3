import type { Permission } from './permissions.js'

/**
 * A numbering series as its plugin ships it; the firm may change pattern, reset and start. Tokens: `{N}` (as many N as
 * digits to pad), `{MM}`, `{YYYY}`, `{YY}`, `{BRANCH}`, `{TYPE}`.
 */
export interface Series {
  readonly id: string
  readonly pattern: string
  readonly reset: 'never' | 'year' | 'month'
  /** Who may change it. */
  readonly edit: Permission
}

export const series = (id: string, details: Omit<Series, 'id'>): Series => ({ id, ...details })
