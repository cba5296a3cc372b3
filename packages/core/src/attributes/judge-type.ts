import type { Ctx } from '../ctx.js'
import { visibleIds } from '../entity/judge-values.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { normalText } from '../text/normal-text.js'
import { isReference, type AttributeType } from './attribute-type.js'
import { judgeAttributeValue } from './judge-attribute-value.js'
import { idsIn } from './visible-references.js'

/** What may be said of an attribute besides its kind, and changed later. */
export interface AttributeTypeMore {
  readonly required?: boolean
  /** `text` (≤ 120 signs), `number`, `date` only. */
  readonly unique?: boolean
  /** As in JSON: what an absent value is on creation. */
  readonly default?: unknown
  /** Ids of the roles for which it exists; null or none for everybody. */
  readonly roles?: readonly number[] | null
  /** The heading it stands under in forms. */
  readonly groupPl?: string | null
  readonly groupEn?: string | null
  readonly helpPl?: string | null
  readonly helpEn?: string | null
  /** Sixths of a form's row, 1–6. */
  readonly width?: number
}

/** Kinds whose values can be held to be had once. */
export const UNIQUE_KINDS: ReadonlySet<string> = new Set(['text', 'number', 'date'])

/** Currencies of two places, the only ones amounts are counted in. */
export function isCurrency(code: string): boolean {
  if (!/^[A-Z]{3}$/.test(code) || !Intl.supportedValuesOf('currency').includes(code)) return false
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits === 2
  )
}

/** The columns of what was given; what was not given stays. */
export function moreColumns(given: AttributeTypeMore): Record<string, unknown> {
  const { required, unique, roles, width } = given
  const texts = (['groupPl', 'groupEn', 'helpPl', 'helpEn'] as const).flatMap((name) => {
    const text = given[name]
    return text === undefined ? [] : [[COLUMN[name], text ? normalText(text) || null : null] as const]
  })
  return {
    ...(required !== undefined && { required }),
    ...(unique !== undefined && { unique_values: unique }),
    ...(given.default !== undefined && {
      default_value: given.default === null ? null : JSON.stringify(given.default),
    }),
    ...(roles !== undefined && { roles: roles === null || roles.length === 0 ? null : JSON.stringify(roles) }),
    ...(width !== undefined && { width }),
    ...Object.fromEntries(texts),
  }
}

const COLUMN = { groupPl: 'group_pl', groupEn: 'group_en', helpPl: 'help_pl', helpEn: 'help_en' } as const

/** What cannot be of what was given; the default comes back in its stored form. */
export async function judgeMore(
  ctx: Ctx,
  type: AttributeType,
  given: AttributeTypeMore,
): Promise<{ readonly refused: readonly FieldRefusal[]; readonly default?: unknown }> {
  const refused: FieldRefusal[] = []
  const unique = given.unique ?? type.unique
  if (unique && !UNIQUE_KINDS.has(type.kind)) refused.push({ path: 'unique', code: 'core.attribute-unique-kind' })
  const asked = given.default === undefined ? null : given.default
  const judged = judgeAttributeValue(type, asked)
  const attribute = type.labels[ctx.locale]
  if ('error' in judged || (unique && judged.value !== null))
    refused.push({
      path: 'default',
      code: 'error' in judged ? judged.error : 'core.attribute-bad-value',
      params: { attribute },
    })
  else if (isReference(type) && !(await allThere(ctx, type.refersTo ?? '', idsIn(judged.value))))
    refused.push({ path: 'default', code: 'core.attribute-bad-value', params: { attribute } })
  if (!(await allThere(ctx, 'core.role', given.roles ?? [])))
    refused.push({ path: 'roles', code: 'core.unknown-record' })
  return { refused, ...(given.default !== undefined && 'value' in judged && { default: judged.value }) }
}

async function allThere(ctx: Ctx, entityId: string, ids: readonly number[]): Promise<boolean> {
  const entity = ctx.registry.entity(entityId)
  if (ids.length === 0 || !entity) return true
  return (await visibleIds(ctx, entity, ids)).size === new Set(ids).size
}
