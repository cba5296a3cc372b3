import type { Ctx } from '../../ctx.js'
import type { PresentedRef } from '../../entity/labels.js'
import type { Presented } from '../../entity/present.js'
import { valueOf, type DrawnColumn } from '../../lists/cell-view.js'
import { minorToDecimal } from '../../money/decimal.js'
import { localDateTime } from '../../time/instant.js'

/** One cell of an exported list: typed, in no format yet. Null is an empty one. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  /** A decimal with a point, „12.5”. */
  | { readonly kind: 'number'; readonly decimal: string }
  | { readonly kind: 'day'; readonly day: string }
  /** Local time of the company, `2026-11-05T09:00`. */
  | { readonly kind: 'instant'; readonly local: string }
  | null

/** Between the labels of a field with many values; an import takes the same for a border. */
export const BETWEEN = '; '

/** One value of a row as it is exported: amounts and numbers as numbers, choices and references by their labels. */
export function cellOf(ctx: Ctx, column: DrawnColumn, item: Presented): Cell {
  const { field, choices } = column
  const value = column.column.name === 'id' ? String(item.id) : valueOf(column.column.name, item)
  if (value === null || value === undefined) return null
  if (field.kind === 'ref') return text(refText(ctx, value as PresentedRef))
  if (field.kind === 'refs')
    return text((value as readonly PresentedRef[]).map((ref) => refText(ctx, ref)).join(BETWEEN))
  if (choices.size > 0 || Array.isArray(value)) {
    const keys = [value].flat().map(String)
    return text(keys.map((key) => choices.get(key)?.label ?? key).join(BETWEEN))
  }
  switch (field.kind) {
    case 'money':
      return { kind: 'number', decimal: minorToDecimal(Number(value)) }
    case 'number':
    case 'percent':
    case 'duration':
      return { kind: 'number', decimal: String(value) }
    case 'day':
      return { kind: 'day', day: String(value) }
    case 'instant':
      return { kind: 'instant', local: localDateTime(String(value), ctx.zone) }
    case 'yes-no':
      return text(ctx.t(value === true ? 'core.yes' : 'core.no'))
    default:
      return text(String(value))
  }
}

const text = (said: string): Cell => (said === '' ? null : { kind: 'text', text: said })

function refText(ctx: Ctx, ref: PresentedRef): string {
  if (ref === null) return ''
  return ref.id === null ? ctx.t('core.no-access') : ref.label
}
