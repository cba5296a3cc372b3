import type { Ctx } from '../../ctx.js'
import type { Presented } from '../../entity/present.js'
import { formatDecimal } from '../../money/format-amount.js'
import type { Entity } from '../../plugin/entity.js'
import { formatDay } from '../../time/format-day.js'
import { attributeTypes, labelIn, type AttributeType } from '../attribute-types.js'

export interface AttributeLine {
  readonly key: string
  readonly label: string
  readonly text: string
}

/** A record's attributes as a page shows them, in their order, in the reader's language; those without a value are missing. */
export async function attributeLines(
  ctx: Ctx,
  entity: Pick<Entity, 'id' | 'attributable'>,
  record: Presented,
): Promise<readonly AttributeLine[]> {
  const values = (record.attributes ?? {}) as Readonly<Record<string, unknown>>

  return (await attributeTypes(ctx, entity))
    .filter(({ key }) => values[key] !== undefined && values[key] !== null)
    .map((type) => ({ key: type.key, label: labelIn(type, ctx.locale), text: textOf(ctx, type, values[type.key]) }))
}

function textOf(ctx: Ctx, type: AttributeType, value: unknown): string {
  if (type.kind === 'yes-no') return ctx.t(value === true ? 'core.yes' : 'core.no')
  if (type.kind === 'date') return formatDay(String(value), ctx.locale)
  if (type.kind === 'number') return formatDecimal(String(value), ctx.locale)
  if (type.kind === 'choice' || type.kind === 'choices') {
    const keys: readonly unknown[] = Array.isArray(value) ? value : [value]
    return type.items
      .filter(({ key }) => keys.includes(key))
      .map((item) => labelIn(item as unknown as AttributeType, ctx.locale))
      .join(', ')
  }
  return String(value)
}
