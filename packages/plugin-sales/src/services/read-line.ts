import { canonicalDecimal, fromScaled, parseDecimal, roundHalfUp } from '@berberis/sdk'
import type { Discount, Method } from '../arithmetic/document.js'
import type { Product } from '../models/product.js'
import type { TypedDiscount } from '../typed-line.js'
import { percentOf } from '../vat-rates.js'
import type { Say } from './resolve-lines.js'

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

/** Undefined and `sales.discount-out-of-range` when it is none; whether an amount fits its line is judged with the line. */
export function readDiscount(typed: TypedDiscount | null, say: Say, path = 'discount'): Discount | null | undefined {
  if (!typed?.value?.trim()) return null
  const read = parseDecimal(typed.value.trim().replace(/\s*%$/, ''), typed.type === 'percent' ? 4 : 2)
  if ('error' in read || read.value.startsWith('-') || (typed.type === 'percent' && Number(read.value) > 100)) {
    say(path, 'sales.discount-out-of-range')
    return undefined
  }
  return read.value === '0' ? null : { type: typed.type, value: read.value }
}
