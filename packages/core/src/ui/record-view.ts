import type { Ctx } from '../ctx.js'
import { attributeTypes, labelIn } from '../attributes/attribute-types.js'
import type { Model } from '../db/model.js'
import type { Presented, PresentedRef } from '../entity/present.js'
import { editable } from '../entity/seen.js'
import { formatIban } from '../identifiers/iban.js'
import { formatPhone } from '../identifiers/phone.js'
import { formatTaxId } from '../identifiers/tax-id.js'
import { formatAmount, formatDecimal } from '../money/format-amount.js'
import type { Entity } from '../plugin/entity.js'
import type { Field } from '../plugin/fields.js'
import { formatDay, formatInstant } from '../time/format-day.js'

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
    more: [],
    facts: [],
    tabs: [],
    groups: [
      {
        label: ctx.t('core.record.data'),
        rows: [...fieldRows(ctx, entity, record), ...(await attributeRows(ctx, entity, record))],
      },
    ],
    aside: [],
  }
}

/** The fields of a record in words, those without a value left out. */
export function fieldRows(
  ctx: Ctx,
  entity: Entity,
  record: Presented,
  names: readonly string[] = Object.keys(entity.fields),
): readonly PropertyView[] {
  return names.flatMap((name) => {
    const field = entity.fields[name]
    const value = record[name]
    if (!field || field.kind === 'password' || value === null || value === undefined || value === '') return []
    return [propertyOf(ctx, ctx.t(field.label ?? `${entity.id}.${name}`), field, value)]
  })
}

async function attributeRows(ctx: Ctx, entity: Entity, record: Presented): Promise<readonly PropertyView[]> {
  if (!entity.attributable) return []
  const values = (record['attributes'] ?? {}) as Readonly<Record<string, unknown>>
  const types = await attributeTypes(ctx, entity)

  return types.flatMap((type) => {
    const value = values[type.key]
    return value === null || value === undefined ? [] : [propertyOf(ctx, labelIn(type, ctx.locale), type.field, value)]
  })
}

function propertyOf(ctx: Ctx, label: string, field: Field, value: unknown): PropertyView {
  const plain = { label, text: '', href: null, tags: null, person: false }
  if (field.kind === 'ref') {
    const target = value as PresentedRef
    const seen = target !== null && target.id !== null
    const path = field.of?.().path
    return {
      ...plain,
      text: seen ? target.label : ctx.t('core.no-access'),
      href: seen && path ? `${path}/${target.id}` : null,
    }
  }
  if (field.kind === 'choices') return { ...plain, tags: (value as string[]).map((key) => tagOf(ctx, field, key)) }
  return { ...plain, text: textOf(ctx, field, value) }
}

function textOf(ctx: Ctx, field: Field, value: unknown): string {
  switch (field.kind) {
    case 'choice':
      return tagOf(ctx, field, String(value)).label
    case 'yes-no':
      return ctx.t(value === true ? 'core.yes' : 'core.no')
    case 'day':
      return formatDay(String(value), ctx.locale)
    case 'instant':
      return formatInstant(String(value), ctx.zone, ctx.locale)
    case 'money':
      return formatAmount(Number(value), field.currency ?? 'PLN', ctx.locale)
    case 'number':
    case 'percent':
      return formatDecimal(String(value), ctx.locale)
    case 'phone':
      return formatPhone(String(value))
    case 'iban':
      return formatIban(String(value))
    case 'tax-id':
      return formatTaxId(String(value))
    default:
      return String(value)
  }
}

function tagOf(ctx: Ctx, field: Field, key: string): { label: string; hue: string | null } {
  const option = field.options?.find((one) => one.key === key)
  return { label: option ? labelOfOption(ctx, option.label) : key, hue: option?.hue ?? null }
}

/** Labels of options are locale keys; those of attributes were typed by people and are no keys. */
function labelOfOption(ctx: Ctx, label: string): string {
  return /^[a-z][a-z0-9-]*(\.[\w-]+)+$/.test(label) ? ctx.t(label) : label
}
