import type { Ctx } from '../ctx.js'
import { formatIban } from '../identifiers/iban.js'
import { formatPhone } from '../identifiers/phone.js'
import { formatTaxId } from '../identifiers/tax-id.js'
import { formatAmount, formatDecimal } from '../money/format-amount.js'
import type { Field } from '../plugin/fields.js'
import { formatDay, formatInstant } from '../time/format-day.js'

/** A JSON value as people read it: „1 234,56 zł”, „05.11.2026”, „999-000-03-62”; '' for none. Not for choices and references. */
export function showValue(
  ctx: Ctx,
  { kind, currency = 'PLN', shownPlaces = 0 }: Pick<Field, 'kind' | 'currency' | 'shownPlaces'>,
  value: unknown,
): string {
  if (value === null || value === undefined) return ''
  switch (kind) {
    case 'money':
      return formatAmount(Number(value), currency, ctx.locale)
    case 'number':
      return formatDecimal(String(value), ctx.locale, shownPlaces)
    case 'percent':
      return `${formatDecimal(String(value), ctx.locale)}%`
    case 'day':
      return formatDay(String(value), ctx.locale)
    case 'instant':
      return formatInstant(String(value), ctx.zone, ctx.locale)
    case 'duration':
      return ctx.t('core.minutes', { count: Number(value) })
    case 'yes-no':
      return ctx.t(value === true ? 'core.yes' : 'core.no')
    case 'phone':
      return formatPhone(String(value))
    case 'iban':
      return formatIban(String(value))
    case 'tax-id':
      return formatTaxId(String(value))
    default:
      return String(value)
  }
}
