import { canonicalDecimal, fromScaled, parseDecimal, roundHalfUp, type FieldRefusal } from '@berberis/sdk'
import type { Discount, Method } from '../arithmetic/document.js'
import type { Product } from '../models/product.js'
import type { Unit } from '../models/unit.js'
import type { TypedDiscount } from '../typed-line.js'
import { percentOf } from '../vat-rates.js'
import type { Say } from './resolve-lines.js'

/** How many places a quantity may have: of goods as many as their unit, of services and what is in no catalogue six. */
export function placesOf(product: Product | undefined, unit: Unit | undefined): number {
  return product?.kind === 'product' ? (unit?.places ?? 3) : 6
}

/**
 * Above nothing, below a thousand million, with at most so many places. Otherwise null and `sales.bad-quantity`, or
 * `sales.bad-whole-quantity` of what is sold whole.
 */
export function readQuantity(text: string | null | undefined, places: number, say: Say): string | null {
  const read = parseDecimal(text?.trim() ?? '', places, 9)
  if ('value' in read && read.value !== '0' && !read.value.startsWith('-')) return read.value
  if (places === 0) say('qty', 'sales.bad-whole-quantity')
  else say('qty', 'sales.bad-quantity', { count: places })
  return null
}

/**
 * The typed price, or the catalogue's when none was typed: net, or gross from the net one to the grosz. Null and
 * `sales.bad-price` for a negative one or more than 8 places, `sales.no-price` when there is none.
 */
export function readPrice(
  text: string | null | undefined,
  from: { product: Product | undefined; method: Method; vatCode: string | null },
  say: Say,
): string | null {
  if (!text?.trim()) return cataloguePrice(from, say)
  const read = parseDecimal(text.trim(), 8, 12)
  if ('value' in read && !read.value.startsWith('-')) return read.value
  say('unitPrice', 'sales.bad-price')
  return null
}

function cataloguePrice({ product, method, vatCode }: Parameters<typeof readPrice>[1], say: Say): string | null {
  if (product?.price == null) {
    say('unitPrice', 'sales.no-price')
    return null
  }
  const net = BigInt(product.price)
  if (method === 'net') return canonicalDecimal(fromScaled(net, 4))
  if (vatCode === null) return null
  return canonicalDecimal(fromScaled(roundHalfUp(net * BigInt(100 + percentOf(vatCode)), 10_000n), 2))
}

/**
 * Percent with at most 4 places, or money with at most 2; null for none. Undefined and `sales.discount-no-number`,
 * `sales.discount-places` (`count`) or `sales.discount-out-of-range` when it is refused; whether an amount fits its line is
 * judged with the line.
 */
export function readDiscount(typed: TypedDiscount | null, say: Say, path = 'discount'): Discount | null | undefined {
  if (!typed?.value?.trim()) return null
  const { type } = typed
  const text = typed.value.trim().replace(SIGNS[type], '')
  const number = parseDecimal(text, ANY, ANY)
  if ('error' in number) return refused(say, path, 'sales.discount-no-number')
  // More digits than an amount can have are out of range too, not badly typed.
  const short = parseDecimal(text, ANY)
  if ('error' in short || number.value.startsWith('-') || (type === 'percent' && Number(number.value) > 100))
    return refused(say, path, 'sales.discount-out-of-range')

  const read = parseDecimal(text, PLACES[type])
  if ('error' in read) return refused(say, path, 'sales.discount-places', { count: PLACES[type] })
  return read.value === '0' ? null : { type, value: read.value }
}

const ANY = 60
const PLACES = { percent: 4, amount: 2 } as const
/** Written behind the number by those who do not trust the choice beside it. */
const SIGNS = { percent: /\s*%$/, amount: /\s*(?:zł|PLN)$/i } as const

function refused(say: Say, ...fault: Parameters<Say>): undefined {
  say(...fault)
  return undefined
}

/** Collects what is said of the head of a document, under the paths it is said of. */
export function sayTo(refusals: FieldRefusal[]): Say {
  return (path, code, params) => {
    refusals.push({ path, code, ...(params && { params }) })
  }
}
