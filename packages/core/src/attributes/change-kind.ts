import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import { may } from '../permissions.js'
import { Refusal } from '../plugin/refusal.js'
import { polishKey } from '../text/polish-key.js'
import { slug } from '../text/slug.js'
import { textLength } from '../text/normal-text.js'
import type { AttributeKind, AttributeType } from './attribute-type.js'
import { convertValues } from './convert-values.js'
import { itemRows } from './create-attribute-type.js'
import { currentType, findType } from './find-type.js'
import { letAllBe } from './hold-all-unique.js'
import { wordsChanged } from './hooks.js'
import { recordsWith } from './save-attribute-type.js'
import { touchType } from './touch-type.js'

/** Each kind has at most one that its values fit into as they are. */
const BECOMES: Readonly<Partial<Record<AttributeKind, AttributeKind>>> = {
  number: 'text',
  date: 'text',
  text: 'choice',
  choice: 'choices',
  reference: 'references',
}
const MOST_VALUES = 2000
const LONGEST_LABEL = 100

/** What a change of kind would do. */
export interface KindChange {
  readonly kind: AttributeKind
  /** Records that keep their value in the new kind. */
  readonly records: number
  /** Text to choice: the values the set would have, in order, each with its records. */
  readonly values: readonly { readonly label: string; readonly uses: number }[]
}

/** The kind an attribute may become; null when its kind is for ever. A system one stays what its plugin says. */
export const nextKind = ({ kind, system }: AttributeType): AttributeKind | null =>
  system ? null : (BECOMES[kind] ?? null)

/**
 * The dry run: what a change of kind would come to, nothing written. 422 `core.attribute-type-fixed` for a kind it cannot
 * become, `core.attribute-too-many-values` beyond 2 000 different texts, `core.attribute-label-long` beyond 100 signs.
 */
export async function rehearseKind(ctx: Ctx, type: AttributeType, kind: string): Promise<KindChange> {
  ctx.must(may.manageAttributes)
  const next = nextKind(type)
  if (next === null || next !== kind) throw new Refusal('core.attribute-type-fixed')
  const values = next === 'choice' ? await differentTexts(ctx, type) : []
  return { kind: next, records: await recordsWith(ctx, type.id), values }
}

/** Changes the kind of an attribute with all its values, in one transaction; 428, 409, and what `rehearseKind` refuses. */
export async function changeKind(
  ctx: Ctx,
  id: number,
  { version, kind }: { readonly version: number | undefined; readonly kind: string },
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, id, version)
  const { kind: next, values } = await rehearseKind(ctx, type, kind)
  const items = next === 'choice' ? keyed(values.map(({ label }) => label)) : []
  await insertMany(ctx.db, 'core_attribute_item', itemRows(id, items))
  if (next === 'choice') await letAllBe(ctx, type)

  const columns = {
    kind: next,
    default_value: defaultOf(type, next, items),
    ...(next === 'choice' && { unique_values: false }),
  }
  const changes = [{ field: 'kind', before: type.kind, after: next }]
  await touchType(ctx, type, { columns, action: 'kind-changed', changes })
  const now = await findType(ctx, id)
  if (next === 'text' || next === 'choice')
    await convertValues(ctx, now, new Map(items.map((each) => [each.labelPl, each.key])))
  if (next === 'text') await ctx.announce(wordsChanged, { typeId: id, itemId: 0, after: 0 })
  return now
}

async function differentTexts(ctx: Ctx, { id }: AttributeType): Promise<KindChange['values']> {
  const rows = await ctx
    .db('core_attribute_value')
    .where('type_id', id)
    .groupBy('value')
    .limit(MOST_VALUES + 1)
    .select<{ value: string; n: number | string }[]>('value', ctx.db.raw('count(*) as n'))
  if (rows.length > MOST_VALUES)
    throw new Refusal('core.attribute-too-many-values', {
      params: { limit: MOST_VALUES },
      extra: { limit: MOST_VALUES },
    })
  if (rows.some(({ value }) => textLength(value) > LONGEST_LABEL))
    throw new Refusal('core.attribute-label-long', { params: { max: LONGEST_LABEL } })
  const sorted = rows.map(({ value, n }) => ({ key: polishKey(value), label: value, uses: Number(n) }))
  sorted.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return sorted.map(({ label, uses }) => ({ label, uses }))
}

/** Texts that differ in case or accents only have one slug: the later ones are numbered. */
function keyed(labels: readonly string[]): readonly { readonly key: string; readonly labelPl: string }[] {
  const taken = new Set<string>()
  return labels.map((labelPl) => {
    const own = slug(labelPl) || 'wartosc'
    let key = own
    for (let n = 2; taken.has(key); n += 1) key = `${own.slice(0, 34)}-${n}`
    taken.add(key)
    return { key, labelPl }
  })
}

function defaultOf(
  { default: old }: AttributeType,
  next: AttributeKind,
  items: readonly { readonly key: string; readonly labelPl: string }[],
): string | null {
  if (old === null) return null
  if (next === 'choice') {
    const item = items.find(({ labelPl }) => labelPl === old)
    return item ? JSON.stringify(item.key) : null
  }
  return JSON.stringify(next === 'text' ? old : [old])
}
