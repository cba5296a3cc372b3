import type { Ctx } from '../ctx.js'
import { judgeValue } from '../entity/fields/judge.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal, type FieldRefusal } from '../plugin/refusal.js'
import { attributeTypes, type AttributeType } from './attribute-types.js'
import { attributesOf, type Attributes } from './attributes-of.js'
import { readTypedAttribute } from './read-typed-attribute.js'

export interface JudgedAttributes {
  /** False when none were sent for a record that is there: they stay, and were not looked at. */
  readonly judged: boolean
  readonly before: Attributes
  readonly after: Attributes
  /** Types whose value changes. */
  readonly changed: readonly AttributeType[]
  readonly refused: readonly FieldRefusal[]
}

const nothing: JudgedAttributes = { judged: false, before: {}, after: {}, changed: [], refused: [] }

/**
 * Attribute values as sent (`attributes: { key: value }`) against their types. Required ones are asked on creation and
 * whenever attributes are sent, never of rows that lie there; a default fills what is absent on creation. Codes:
 * `core.attribute-missing`, `core.attribute-bad-value`, `core.value-archived`; paths `attr.<key>`. A key nobody knows is 400.
 */
export async function judgeAttributes(
  ctx: Ctx,
  entity: Entity,
  given: unknown,
  id: number | null,
): Promise<JudgedAttributes> {
  if (!entity.attributable || (given === undefined && id !== null)) return nothing
  const types = await attributeTypes(ctx, entity)
  const sent = (given ?? {}) as Readonly<Record<string, unknown>>
  refuseUnknown(types, sent)

  const before: Attributes = id === null ? {} : ((await attributesOf(ctx, entity, [id])).get(id) ?? {})
  const after: Record<string, unknown> = { ...before }
  const changed: AttributeType[] = []
  const refused: FieldRefusal[] = []
  for (const type of types) {
    const { key } = type
    const raw = Object.hasOwn(sent, key)
      ? ctx.origin === 'page'
        ? readTypedAttribute(type, sent[key])
        : sent[key]
      : id === null
        ? type.default
        : before[key]
    const judged = equal(raw, before[key]) ? { value: raw ?? null } : judge(type, raw)
    if ('error' in judged)
      refused.push({ path: `attr.${key}`, code: judged.error, params: { attribute: type.labels[ctx.locale] } })
    else if (judged.value === null && type.required)
      refused.push({
        path: `attr.${key}`,
        code: 'core.attribute-missing',
        params: { attribute: type.labels[ctx.locale] },
      })
    else if (!equal(judged.value, before[key])) changed.push(type)
    after[key] = 'value' in judged ? judged.value : null
  }
  return { judged: true, before, after, changed, refused }
}

function judge(type: AttributeType, raw: unknown): { readonly value: unknown } | { readonly error: string } {
  const keys = type.items.map(({ key }) => key)
  const judged = judgeValue(type.field, raw, { path: `attr.${type.key}`, ...(type.items.length > 0 && { keys }) })
  if ('error' in judged) return { error: 'core.attribute-bad-value' }
  if ((type.kind === 'choice' || type.kind === 'choices') && judged.value !== null) {
    const chosen = [judged.value].flat()
    if (type.items.length === 0) return { error: 'core.attribute-bad-value' }
    if (type.items.some(({ key, archived }) => archived && chosen.includes(key)))
      return { error: 'core.value-archived' }
  }
  return judged
}

function refuseUnknown(types: readonly AttributeType[], sent: Readonly<Record<string, unknown>>): void {
  const known = new Set(types.map(({ key }) => key))
  const unknown = Object.keys(sent).filter((key) => !known.has(key))
  if (unknown.length === 0) return
  const fields = unknown.map((key) => ({ path: `attributes.${key}`, code: 'core.unknown-field' }))
  throw new Refusal('core.malformed', { status: 400, fields })
}

function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item) => b.includes(item))
  return (a ?? null) === (b ?? null)
}
