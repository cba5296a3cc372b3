import type { Parsed } from '../text/parsed.js'
import { withoutGaps } from './check-sum.js'

/** Length of an IBAN per country, from the SWIFT register. */
const LENGTHS = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
)

/**
 * A bank account as an IBAN in its electronic form; 26 bare digits mean PL. The length of its country and mod 97 = 1,
 * else `core.bad-iban`.
 */
export function parseIban(text: string): Parsed {
  const bare = withoutGaps(text)
  const value = /^\d{26}$/.test(bare) ? `PL${bare}` : bare
  return isIban(value) ? { value } : { error: 'core.bad-iban' }
}

/** How a stored IBAN is shown: in fours, a Polish one without its country, „61 1090 1014 …”. */
export function formatIban(value: string): string {
  if (!value.startsWith('PL')) return inFours(value)
  return [value.slice(2, 4), inFours(value.slice(4))].join('\u00a0')
}

function isIban(value: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(value) || LENGTHS.get(value.slice(0, 2)) !== value.length) return false
  if (value.startsWith('PL') && !/^PL\d{26}$/.test(value)) return false

  const digits = (value.slice(4) + value.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(digits) % 97n === 1n
}

function inFours(value: string): string {
  return value.replace(/(.{4})(?=.)/g, '$1\u00a0')
}
