import type { Ctx } from '../ctx.js'
import { labelsOf, type PresentedRef } from '../entity/labels.js'
import { formatFigure } from '../money/format-amount.js'
import { formatIban } from '../identifiers/iban.js'
import type { Field } from '../plugin/fields.js'
import { localDateTime } from '../time/instant.js'
import { choiceLabels } from './choice-labels.js'
import type { FoundRef } from './find-ref.js'
import type { FormField } from './form-view.js'
import type { FieldView } from './views.js'

/** A JSON value (or a reference as it is read), or what somebody typed, and what is wrong with it. */
export interface FieldGiven {
  readonly value?: unknown
  readonly typed?: unknown
  readonly error: string | undefined
  /** What was found for a reference without a script; it has that now. */
  readonly found?: FoundRef | undefined
}

/** One field of a form: its value as text, its choices or its picker. */
export async function fieldView(
  ctx: Ctx,
  { key, label, help, field, placed }: FormField,
  given: FieldGiven,
): Promise<FieldView> {
  if (field.kind === 'yes-no' && key.startsWith('attr.'))
    return unsaidView(ctx, { key, label, help, field, placed }, given)
  const shown = given.typed === undefined ? shownValue(ctx, field, given.value) : typedValue(field, given.typed)
  const value = given.found?.value ?? shown
  const options = await optionsOf(ctx, field, value)
  return {
    name: key,
    id: `f-${key.replace(/[^a-z0-9]+/gi, '-')}`,
    kind: field.kind,
    label,
    hint: help ?? (field.hint ? ctx.t(field.hint) : undefined),
    required: field.required || (placed.needed ?? false),
    width: placed.width,
    value: field.kind === 'password' ? '' : value,
    error: given.error,
    options,
    refs: field.kind === 'refs' ? await chosenRefs(ctx, field, given) : undefined,
    picker:
      field.kind === 'ref' || field.kind === 'refs' ? await pickerOf(ctx, { field, placed }, value, given) : undefined,
    as: placed.as,
    rows: placed.rows,
    maxLength: field.maxLength,
    currency: field.kind === 'money' ? (field.currency ?? 'PLN') : undefined,
    when: placed.when ? { field: placed.when.field, is: placed.when.is.join(' ') } : undefined,
    autocomplete: placed.autocomplete,
  }
}

/**
 * A yes-no attribute, which may be neither: it is chosen, for a box that is not ticked would say „no” in the name of
 * whoever saved something else.
 */
async function unsaidView(ctx: Ctx, asked: FormField, given: FieldGiven): Promise<FieldView> {
  const dictionary = async () => [
    { key: 'on', label: ctx.t('core.yes') },
    { key: 'off', label: ctx.t('core.no') },
  ]
  const said = given.value === undefined || given.value === null || given.value === '' ? '' : given.value
  const value = said === '' ? '' : said === true || said === 'on' ? 'on' : 'off'
  return fieldView(ctx, { ...asked, field: { ...asked.field, kind: 'choice', dictionary } }, { ...given, value })
}

/** As it was typed; a ticked box comes after its hidden companion. */
function typedValue({ kind }: Field, typed: unknown): string | readonly string[] {
  const texts = [typed].flat().map(String)
  if (kind === 'choices' || kind === 'refs') return texts.filter((text) => text !== '')
  return texts.at(-1) ?? ''
}

function shownValue(ctx: Ctx, { kind }: Field, value: unknown): string | readonly string[] {
  if (kind === 'choices') return Array.isArray(value) ? value.map(String) : []
  if (kind === 'refs') return idsOf(value)
  if (value === null || value === undefined) return ''
  switch (kind) {
    case 'money':
      return typeof value === 'number' ? formatFigure(value, ctx.locale) : String(value)
    case 'number':
    case 'percent':
      return ctx.locale === 'pl' ? String(value).replace('.', ',') : String(value)
    case 'instant':
      return String(value).endsWith('Z') ? localDateTime(String(value), ctx.zone) : String(value)
    case 'iban':
      return formatIban(String(value))
    case 'yes-no':
      return value === true || value === 'on' ? 'on' : ''
    case 'ref':
      return typeof value === 'object' ? String((value as NonNullable<PresentedRef>).id ?? '') : String(value)
    default:
      return String(value)
  }
}

/** What may be chosen; an archived choice only where the record has it. */
async function optionsOf(ctx: Ctx, field: Field, value: string | readonly string[]): Promise<FieldView['options']> {
  if (field.kind !== 'choice' && field.kind !== 'choices') return undefined
  const chosen = [value].flat()
  return (await choiceLabels(ctx, field))
    .filter(({ key, archived }) => !archived || chosen.includes(key))
    .map(({ key, label, icon, hue }) => ({ value: key, label, selected: chosen.includes(key), icon, hue }))
}

async function pickerOf(
  ctx: Ctx,
  { field, placed: { within } }: Pick<FormField, 'field' | 'placed'>,
  value: string | readonly string[],
  { value: given, found }: Pick<FieldGiven, 'value' | 'found'>,
): Promise<FieldView['picker']> {
  const target = field.of?.()
  if (!target) return undefined
  if (field.kind === 'refs') return { href: `/pick/${target.id}`, label: '', found }
  const id = Number(value)
  const known = typeof given === 'object' && given !== null && 'label' in given ? String(given.label) : undefined
  const label = known ?? (id > 0 ? (await labelsOf(ctx, target, [id])).get(id) : undefined)
  return { href: `/pick/${target.id}${within ? `?${within}={${within}}` : ''}`, label: label ?? '', found }
}

/** Ids of references as they are read, written or typed. */
function idsOf(value: unknown): string[] {
  return [value ?? []]
    .flat()
    .map((each) => String(typeof each === 'object' && each !== null && 'id' in each ? each.id : each))
}

/** The records of a field of many references, by name; what may not be seen is not shown, and stays where it is. */
async function chosenRefs(
  ctx: Ctx,
  field: Field,
  { typed, value }: FieldGiven,
): Promise<NonNullable<FieldView['refs']>> {
  const target = field.of?.()
  const ids = idsOf(typed ?? value).filter((id) => /^\d{1,15}$/.test(id))
  if (!target || ids.length === 0) return []
  const labels = await labelsOf(ctx, target, ids.map(Number))
  return [...new Set(ids)].flatMap((id) => {
    const label = labels.get(Number(id))
    return label === undefined ? [] : [{ value: id, label }]
  })
}
