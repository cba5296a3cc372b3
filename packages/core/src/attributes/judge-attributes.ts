import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal, type FieldRefusal } from '../plugin/refusal.js'
import { isReference, type AttributeType } from './attribute-type.js'
import { attributeTypes, existsFor } from './attribute-types.js'
import { attributesOf, type Attributes } from './attributes-of.js'
import { doubleValues } from './double-values.js'
import { judgeAttributeValue } from './judge-attribute-value.js'
import { readTypedAttribute } from './read-typed-attribute.js'
import { idsIn, visibleReferences, type Visible } from './visible-references.js'

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
 * whenever attributes are sent, never of rows that lie there nor of what comes by a web form; a default fills what is absent on creation, of attributes
 * limited to other roles too. Codes: `core.attribute-missing`, `core.attribute-bad-value`, `core.value-archived`,
 * `core.attribute-not-unique`; paths `attr.<key>`. A key nobody knows is 400.
 */
export async function judgeAttributes(
  ctx: Ctx,
  entity: Entity,
  given: unknown,
  id: number | null,
): Promise<JudgedAttributes> {
  if (!entity.attributable || (given === undefined && id !== null)) return nothing
  const all = await attributeTypes(ctx, entity, { hidden: id === null })
  const types = all.filter((type) => existsFor(ctx, type))
  const sent = (given ?? {}) as Readonly<Record<string, unknown>>
  refuseUnknown(types, sent)

  const before: Attributes = id === null ? {} : ((await attributesOf(ctx, entity, [id])).get(id) ?? {})
  const raw = rawValues(ctx, { types, all, sent, before, isNew: id === null })
  const back = ctx.origin === 'reversal'
  // A visitor of the firm's web page is shown no attributes, so nothing is required of him.
  const visiting = ctx.origin === 'web-form'
  const judged = new Map(
    all.map((type) => [type, judge(type, raw.get(type.key) ?? null, before[type.key] ?? null, back)] as const),
  )
  const shown = await visibleReferences(ctx, types, [before, valuesIn(judged)])
  const after: Record<string, unknown> = { ...before }
  const changed: AttributeType[] = []
  const refused: FieldRefusal[] = []
  for (const [type, one] of judged) {
    const old = before[type.key] ?? null
    const settled = 'error' in one ? one : settle(type, one.value, old, shown)
    const refuse = (code: string) =>
      void refused.push({ path: `attr.${type.key}`, code, params: { attribute: type.labels[ctx.locale] } })
    if ('error' in settled) refuse(settled.error)
    else if (settled.value === null && type.required && types.includes(type) && !visiting && !(back && old === null))
      refuse('core.attribute-missing')
    else if (!equal(settled.value, old)) changed.push(type)
    after[type.key] = 'value' in settled ? settled.value : null
  }
  refused.push(...(await doubleValues(ctx, entity, { changed, after, id })))
  return { judged: true, before, after, changed, refused }
}

/** What is to be judged of each type: as sent, the default of what is absent on creation, or what is there. */
function rawValues(
  ctx: Ctx,
  {
    types,
    all,
    sent,
    before,
    isNew,
  }: {
    readonly types: readonly AttributeType[]
    readonly all: readonly AttributeType[]
    readonly sent: Readonly<Record<string, unknown>>
    readonly before: Attributes
    readonly isNew: boolean
  },
): ReadonlyMap<string, unknown> {
  const known = new Set(types)
  return new Map(
    all.map((type) => {
      const { key } = type
      if (!known.has(type) || !Object.hasOwn(sent, key)) return [key, isNew ? type.default : before[key]]
      return [key, ctx.origin === 'page' ? readTypedAttribute(type, sent[key], ctx) : sent[key]]
    }),
  )
}

type Judged = { readonly value: unknown } | { readonly error: string }

const judge = (type: AttributeType, raw: unknown, before: unknown, back: boolean): Judged =>
  equal(raw, before) ? { value: before } : judgeAttributeValue(type, raw, before, { back })

const valuesIn = (judged: ReadonlyMap<AttributeType, Judged>): Attributes =>
  Object.fromEntries([...judged].map(([{ key }, one]) => [key, 'value' in one ? one.value : null]))

/** References must be there to be seen; what the asking one may not see stays where it was, for he was shown nothing of it. */
function settle(type: AttributeType, value: unknown, before: unknown, visible: Visible): Judged {
  if (!isReference(type) || equal(value, before)) return { value }
  const there = visible.get(type.refersTo ?? '') ?? new Set<number>()
  const had = idsIn(before)
  const kept = had.filter((id) => !there.has(id))
  const wanted = idsIn(value)
  if (wanted.some((id) => !there.has(id) && !had.includes(id))) return { error: 'core.attribute-bad-value' }
  if (type.kind === 'reference') return { value: wanted[0] ?? kept[0] ?? null }
  const ids = [...wanted, ...kept.filter((id) => !wanted.includes(id))]
  return { value: ids.length === 0 ? null : ids }
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
