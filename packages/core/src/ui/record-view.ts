import type { Ctx } from '../ctx.js'
import { attributeTypes, labelIn } from '../attributes/attribute-types.js'
import { namedAttributes } from '../attributes/shown-attributes.js'
import type { Model } from '../db/model.js'
import type { PresentedRef } from '../entity/labels.js'
import type { Presented } from '../entity/present.js'
import { editable } from '../entity/seen.js'
import type { Entity } from '../plugin/entity.js'
import type { Field } from '../plugin/fields.js'
import { isShareable } from '../operators/sharing/shares-of.js'
import { choiceLabels, type ChoiceLabel } from './choice-labels.js'
import { showValue } from './show-value.js'

export interface RecordAction {
  readonly label: string
  readonly href: string
  readonly icon: string | null
  readonly look: string | null
  readonly key: string | null
  /** Sent as a form rather than followed. */
  readonly post: boolean
  readonly hidden: readonly { readonly name: string; readonly value: string }[]
  /** Asked before it is sent. */
  readonly ask: string | null
}

export interface PropertyView {
  readonly label: string
  readonly text: string
  readonly href: string | null
  readonly tags: readonly { readonly label: string; readonly hue: string | null }[] | null
  readonly person: boolean
}

/** An action with everything a view asks of it. */
export function action(label: string, href: string, more: Partial<RecordAction> = {}): RecordAction {
  return { label, href, icon: null, look: null, key: null, post: false, hidden: [], ask: null, ...more }
}

/** What `core/record-page` draws of any described record: its name, its fields and attributes, and the way to its form. */
export async function recordView(ctx: Ctx, entity: Entity, record: Presented, row: Model) {
  const edit = (await editable(ctx, entity, row))
    ? [action(ctx.t('core.edit'), `${entity.path}/${record.id}/edit`, { icon: 'pencil', key: 'E' })]
    : []

  return {
    heading: entity.label(row),
    sub: null,
    monogram: null,
    tags: [],
    actions: edit,
    more: [
      ...(edit.length > 0 && isShareable(entity) ? [shareAction(ctx, entity, record.id)] : []),
      action(ctx.t('core.history'), `${entity.path}/${record.id}/history`, { icon: 'history' }),
    ],
    facts: [],
    tabs: [],
    groups: [
      {
        label: ctx.t('core.record.data'),
        rows: [...(await fieldRows(ctx, entity, record)), ...(await attributeRows(ctx, entity, record))],
      },
    ],
    aside: [],
  }
}

/** The way to the page on which a record is shared; for whoever may edit it. */
export function shareAction(ctx: Ctx, { id: entityId }: Entity, id: number): RecordAction {
  return action(ctx.t('core.shares.action'), `/shares/${entityId}/${id}`, { icon: 'user-plus' })
}

/** The fields of a record in words, those without a value left out. */
async function fieldRows(ctx: Ctx, entity: Entity, record: Presented): Promise<readonly PropertyView[]> {
  const named = Object.entries(entity.fields).map(([name, field]) => ({
    label: ctx.t(field.label ?? `${entity.id}.${name}`),
    field,
    value: record[name],
  }))
  return properties(ctx, named)
}

async function attributeRows(ctx: Ctx, entity: Entity, record: Presented): Promise<readonly PropertyView[]> {
  if (!entity.attributable) return []
  const [named = record] = await namedAttributes(ctx, entity, [record])
  const values = (named['attributes'] ?? {}) as Readonly<Record<string, unknown>>
  const types = await attributeTypes(ctx, entity)
  return properties(
    ctx,
    types.map((type) => ({ label: labelIn(type, ctx.locale), field: type.field, value: values[type.key] })),
  )
}

interface Named {
  readonly label: string
  readonly field: Field
  readonly value: unknown
}

/** Choices are read once for all fields that have one; a field without a value is left out. */
async function properties(ctx: Ctx, named: readonly Named[]): Promise<readonly PropertyView[]> {
  const told = named.filter(({ field, value }) => field.kind !== 'password' && hasValue(value))
  return Promise.all(told.map(async (one) => propertyOf(ctx, one, await choiceLabels(ctx, one.field))))
}

const hasValue = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

function propertyOf(ctx: Ctx, { label, field, value }: Named, choices: readonly ChoiceLabel[]): PropertyView {
  const plain = { label, text: '', href: null, tags: null, person: false }
  const tagOf = (key: string) => {
    const choice = choices.find((one) => one.key === key)
    return { label: choice?.label ?? key, hue: choice?.hue ?? null }
  }
  switch (field.kind) {
    case 'ref':
      return { ...plain, ...linked(ctx, field, value as PresentedRef) }
    case 'refs':
      return { ...plain, text: (value as readonly NonNullable<PresentedRef>[]).map(refText(ctx)).join(', ') }
    case 'choices':
      return { ...plain, tags: (value as readonly string[]).map(tagOf) }
    case 'choice':
      return { ...plain, text: tagOf(String(value)).label }
    default:
      return { ...plain, text: showValue(ctx, field, value) }
  }
}

const refText =
  (ctx: Ctx) =>
  (ref: NonNullable<PresentedRef>): string =>
    ref.id === null ? ctx.t('core.no-access') : ref.label

function linked(ctx: Ctx, field: Field, target: PresentedRef): Pick<PropertyView, 'text' | 'href'> {
  if (target === null || target.id === null) return { text: ctx.t('core.no-access'), href: null }
  const path = field.of?.().path
  return { text: target.label, href: path ? `${path}/${target.id}` : null }
}
