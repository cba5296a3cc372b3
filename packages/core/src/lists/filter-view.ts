import type { Ctx } from '../ctx.js'
import { labelsOf } from '../entity/labels.js'
import { formatAmount, formatDecimal } from '../money/format-amount.js'
import { isRealDay } from '../time/day.js'
import { choiceLabels } from '../ui/choice-labels.js'
import type { FoundRef } from '../ui/find-ref.js'
import type { FilterView } from '../ui/views.js'
import { nameOf, splitName, type Condition, type ListFault } from './condition.js'
import type { Door } from './read-value.js'
import { sayMoment } from './relative-day.js'
import type { Subject } from './subject.js'

/** How a condition reads on its chip: „Miasto: Warszawa”, „Utworzono od 01.11.2026”. */
export async function chipText(ctx: Ctx, { name, subject, raw }: Condition, door: Door): Promise<string> {
  const { operator } = splitName(name)
  const { label } = subject
  if (operator === 'empty') return ctx.t(raw[0] === 'no' ? 'core.filter.filled' : 'core.filter.empty', { label })
  const value = (await shown(ctx, subject, door === 'api' ? raw.map((text) => asTyped(ctx, subject, text)) : raw)).join(
    ', ',
  )
  return ctx.t(`core.filter.${isTime(subject) ? (IN_TIME[operator] ?? operator) : operator}`, { label, value })
}

/** What is above and below of other values is after and before of days and instants. */
const IN_TIME: Readonly<Record<string, string>> = { gt: 'after', lt: 'before' }
const isTime = ({ field }: Subject): boolean => field.kind === 'day' || field.kind === 'instant'

/** What a program writes, as people type it: 123456 → „1 234,56”. */
function asTyped(ctx: Ctx, { field }: Subject, raw: string): string {
  if (field.kind === 'money') return formatAmount(Number(raw), field.currency ?? 'PLN', ctx.locale)
  return field.kind === 'number' || field.kind === 'percent' ? formatDecimal(raw, ctx.locale) : raw
}

export interface FilterViewGiven {
  readonly asked: readonly Condition[]
  /** What was left out, which the controls keep as it was typed. */
  readonly faults: readonly ListFault[]
  /** What was found without a script for filters that are references, by key. */
  readonly found: ReadonlyMap<string, FoundRef>
  /** The address without a name. */
  readonly clear: (name: string) => string
}

/** One filter of the menu with what is in force of it, and what is wrong with what was typed. */
export async function filterView(
  ctx: Ctx,
  subject: Subject,
  { asked, faults, found, clear }: FilterViewGiven,
): Promise<FilterView> {
  const { key, label, field } = subject
  const mine = asked.filter((condition) => condition.subject.key === key)
  const wrong = faults.filter(({ path }) => splitName(path).key === key)
  const equal = mine.find(({ operator }) => operator === 'is')?.raw ?? []
  const [first] = mine
  const unequal = wrong.find(({ path }) => path === key)
  const error = unequal && ctx.t(unequal.code, unequal.params)
  const named = { name: key, label, kind: field.kind, inputs: [], options: undefined, picker: undefined, error }
  const active = first ? { text: await chipText(ctx, first, 'page'), clearHref: clear(nameOf(first)) } : undefined

  const options = await optionsOf(ctx, subject, unequal?.raw ?? equal)
  if (options) return { ...named, active, options }
  if (field.kind === 'ref' || field.kind === 'refs')
    return { ...named, active, picker: { ...(await pickerOf(ctx, subject, equal[0] ?? '')), found: found.get(key) } }
  return { ...named, active, inputs: inputsOf(ctx, subject, { mine, wrong }) }
}

/** Names of the controls a filter has; other conditions travel in hidden inputs. */
export function namesOf({ name, inputs, options, picker }: FilterView): readonly string[] {
  return options || picker ? [name] : inputs.map((input) => input.name)
}

async function optionsOf(ctx: Ctx, { field }: Subject, chosen: readonly string[]): Promise<FilterView['options']> {
  if (field.kind === 'yes-no')
    return ['yes', 'no'].map((value) => ({ value, label: ctx.t(`core.${value}`), selected: chosen.includes(value) }))
  if (field.kind !== 'choice' && field.kind !== 'choices') return undefined
  const choices = await choiceLabels(ctx, field)
  return choices.map(({ key, label }) => ({ value: key, label, selected: chosen.includes(key) }))
}

async function pickerOf(ctx: Ctx, subject: Subject, value: string): Promise<NonNullable<FilterView['picker']>> {
  const label = value === '' ? '' : ((await shown(ctx, subject, [value]))[0] ?? '')
  return { href: `/pick/${subject.field.of?.().id ?? ''}`, label, value }
}

function inputsOf(
  ctx: Ctx,
  subject: Subject,
  { mine, wrong }: { readonly mine: readonly Condition[]; readonly wrong: readonly ListFault[] },
): FilterView['inputs'] {
  const { key, field } = subject
  const input = (operator: string, type: 'text' | 'date') => {
    const name = `${key}.${operator}`
    const label = ctx.t(`core.filter.label.${operator}`)
    const fault = wrong.find(({ path }) => path === name)
    // An input of days would show nothing of a day that does not exist.
    if (fault)
      return { name, type: 'text', label, value: fault.raw.join(', '), error: ctx.t(fault.code, fault.params) } as const
    const value = mine.find((condition) => nameOf(condition) === name)?.raw[0] ?? ''
    // Nor of one that is counted from today.
    const shows = type === 'date' && value !== '' && !isRealDay(value) ? 'text' : type
    return { name, type: shows, label, value, error: undefined }
  }
  if (isTime(subject)) return [input('ge', 'date'), input('le', 'date')]
  if (['number', 'percent', 'money', 'duration'].includes(field.kind)) return [input('ge', 'text'), input('le', 'text')]
  return [input('has', 'text')]
}

async function shown(ctx: Ctx, subject: Subject, raw: readonly string[]): Promise<readonly string[]> {
  const { field } = subject
  if (field.kind === 'yes-no') return raw.map((value) => ctx.t(/^(?:yes|true|1)$/.test(value) ? 'core.yes' : 'core.no'))
  if (field.kind === 'choice' || field.kind === 'choices') {
    const labels = new Map((await choiceLabels(ctx, field)).map(({ key, label }) => [key, label]))
    return raw.map((key) => labels.get(key) ?? key)
  }
  if ((field.kind === 'ref' || field.kind === 'refs') && field.of) {
    const labels = await labelsOf(ctx, field.of(), raw.filter((value) => value !== 'me').map(Number))
    return raw.map((value) =>
      value === 'me' ? ctx.t('core.filter.me') : (labels.get(Number(value)) ?? ctx.t('core.no-access')),
    )
  }
  return isTime(subject) ? raw.map((value) => sayMoment(ctx, value)) : raw
}
