import type { Parsed } from '../text/parsed.js'
import { withoutGaps } from './check-sum.js'
import { parseTaxId } from './tax-id.js'

/** Forms of the numbers after the prefix, as VIES takes them; EL is Greece, XI Northern Ireland. */
const FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
}

/**
 * A VAT-UE number with its prefix ("PL5260250274", "EL…" for Greece), spaces, hyphens and dots dropped; a Polish one is
 * a right NIP too. Else `core.bad-vat-eu-id`. The form only: validity on a day is VIES's answer.
 */
export function parseVatEuId(text: string): Parsed {
  const bare = withoutGaps(text).replaceAll('.', '')
  const prefix = bare.slice(0, 2)
  const value = prefix === 'GR' ? `EL${bare.slice(2)}` : bare
  const right = FORMS[value.slice(0, 2)]?.test(value.slice(2)) ?? false
  if (!right || (prefix === 'PL' && 'error' in parseTaxId(value))) return { error: 'core.bad-vat-eu-id' }
  return { value }
}

/** How a stored VAT-UE number is shown: the prefix apart, "PL 5260250274". */
export function formatVatEuId(value: string): string {
  return `${value.slice(0, 2)}\u00a0${value.slice(2)}`
}
