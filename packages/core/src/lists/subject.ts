import { isMany, type AttributeType } from '../attributes/attribute-type.js'
import { attributeTypes, labelIn } from '../attributes/attribute-types.js'
import type { Ctx } from '../ctx.js'
import { shapeOf } from '../entity/shape.js'
import type { Entity } from '../plugin/entity.js'
import { instant, ref, type Field } from '../plugin/fields.js'
import { listFilters } from './list-filters.js'

/** Where the value of a subject is found. */
export type Source =
  | { readonly kind: 'column'; readonly column: string; readonly keyColumn: string | null }
  | { readonly kind: 'kept'; readonly table: string; readonly record: string; readonly value: string }
  | { readonly kind: 'attribute'; readonly type: AttributeType }

/** What a list can filter, sort or show by: a field, an attribute (`attr.<key>`), or the day a record was made. */
export interface Subject {
  readonly key: string
  /** In the reader's language. */
  readonly label: string
  readonly field: Field
  /** Holds several values at once. */
  readonly many: boolean
  readonly source: Source
  /** Another plugin keeps it: a filter, and nothing else. */
  readonly added?: true
}

/** All subjects of an entity by key; those without a column or table of their own (passwords) are left out. */
export async function subjectsOf(ctx: Ctx, entity: Entity): Promise<ReadonlyMap<string, Subject>> {
  const subjects = new Map<string, Subject>()
  for (const { name, field, column, keyColumn } of shapeOf(entity).fields) {
    const many = field.kind === 'choices'
    const label = ctx.t(field.label ?? `${entity.id}.${name}`)
    if (field.kept) subjects.set(name, { key: name, label, field, many, source: { kind: 'kept', ...field.kept } })
    else if (column !== null)
      subjects.set(name, { key: name, label, field, many, source: { kind: 'column', column, keyColumn } })
  }
  for (const type of await attributeTypes(ctx, entity)) {
    const key = `attr.${type.key}`
    const label = labelIn(type, ctx.locale)
    subjects.set(key, {
      key,
      label,
      field: type.field,
      many: isMany(type),
      source: { kind: 'attribute', type },
    })
  }
  for (const { name, label, of, kept } of await ctx.gather(listFilters, { entity })) {
    if (subjects.has(name)) continue
    const field = ref(of, { column: null, readonly: true })
    const source = { kind: 'kept', ...kept } as const
    subjects.set(name, { key: name, label: ctx.t(label), field, many: false, source, added: true })
  }
  if (!subjects.has('createdAt')) {
    const source = { kind: 'column', column: 'created_at', keyColumn: null } as const
    subjects.set('createdAt', {
      key: 'createdAt',
      label: ctx.t('core.created-at'),
      field: instant(),
      many: false,
      source,
    })
  }
  return subjects
}

/** What is drawn of a column of that name: a filter that a plugin added is none, its column stands by itself. */
export function drawnSubject(subjects: ReadonlyMap<string, Subject>, name: string): Subject | undefined {
  const subject = subjects.get(name)
  return subject?.added ? undefined : subject
}

/** Whether a list may be sorted by it: one value, short, and in an order that people expect. */
export function isSortable({ field, many, source }: Subject): boolean {
  if (many || source.kind === 'kept') return false
  if (source.kind === 'attribute') return source.type.kind !== 'long-text'
  return field.kind === 'ref' ? field.sort && field.of?.().sortBy !== undefined : field.sort
}
