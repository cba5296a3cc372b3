import type { JudgedAttributes } from '../attributes/judge-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Change } from '../plugin/entity.js'
import { refuseFields } from '../plugin/refusal.js'
import { recordSavable } from './hooks.js'
import { same, type Judgement } from './judge-values.js'
import type { Shape } from './shape.js'

/**
 * The rules above single fields: the entity's own, then, when everything is sound, those of plugins. Throws all refusals
 * at once. Returns the columns derived that are no fields; derived fields are put into `after`.
 */
export async function judgeChange(
  ctx: Ctx,
  shape: Shape,
  judgement: Judgement,
  attributes: JudgedAttributes,
  before: object | null,
  old: object | null,
): Promise<Record<string, unknown>> {
  const { entity } = shape
  const { after, changed } = judgement
  if (attributes.judged) after['attributes'] = attributes.after
  for (const { key } of attributes.changed) changed.add(`attributes.${key}`)
  const change: Change = { before: before as Change['before'], after, changed }

  const refused = [...judgement.refused, ...attributes.refused]
  const taken = new Set(refused.map(({ path }) => path))
  const ruled = (await entity.rules?.(ctx, change)) ?? []
  refused.push(...ruled.filter(({ path }) => !taken.has(path)))
  if (refused.length > 0) throw refuseFields(refused)

  const extra = derive(shape, judgement, old as Readonly<Record<string, unknown>> | null)
  await ctx.check(recordSavable, { entity, change })
  return extra
}

function derive(
  { entity, byKey }: Shape,
  { after, changed }: Judgement,
  old: Readonly<Record<string, unknown>> | null,
) {
  const extra: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(entity.derive?.(after) ?? {})) {
    if (!byKey.has(key)) {
      extra[entity.model.propertyNameToColumnName(key)] = value
      continue
    }
    after[key] = value ?? null
    if (same(value, old?.[key])) changed.delete(key)
    else changed.add(key)
  }
  return extra
}
