import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Parsed } from '../text/parsed.js'

const LONGEST = 60

/** A phone number in E.164 („22 123 45 67” → "+48221234567", +48 when no country is given). Else `core.bad-phone`. */
export function parsePhone(text: string): Parsed {
  const bad = { error: 'core.bad-phone' }
  if (text.length > LONGEST) return bad
  const phone = parsePhoneNumberFromString(text.trim(), { defaultCountry: 'PL', extract: false })
  if (phone === undefined || !phone.isValid() || phone.ext !== undefined) return bad

  return { value: phone.number }
}

/** How a stored number is shown: "+48 22 123 45 67", spaces not breaking. */
export function formatPhone(value: string): string {
  const phone = parsePhoneNumberFromString(value)
  return (phone?.formatInternational() ?? value).replaceAll(' ', '\u00a0')
}
