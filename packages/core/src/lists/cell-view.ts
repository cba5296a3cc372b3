import type { Ctx } from '../ctx.js'
import type { PresentedRef } from '../entity/labels.js'
import type { Presented } from '../entity/present.js'
import type { Entity } from '../plugin/entity.js'
import type { Column, ComputedRow, List } from '../plugin/lists.js'
import type { Field } from '../plugin/fields.js'
import { choiceLabels, type ChoiceLabel } from '../ui/choice-labels.js'
import { showValue } from '../ui/show-value.js'
import type { CellView } from '../ui/views.js'
import type { Subject } from './subject.js'

/** A column ready to draw its cells: what its values are, and the labels of its choices. */
export interface DrawnColumn {
  readonly column: Column
  readonly label: string
  readonly field: Pick<Field, 'kind' | 'currency' | 'of'>
  readonly align: 'start' | 'end'
  readonly choices: ReadonlyMap<string, ChoiceLabel>
}

const MOST_TAGS = 2
const AT_THE_END = new Set(['money', 'number', 'percent', 'duration'])

/** Prepares a column once for all rows. */
export async function drawnColumn(
  ctx: Ctx,
  list: List,
  column: Column,
  subject: Subject | undefined,
): Promise<DrawnColumn> {
  const field = subject?.field ?? { kind: column.kind ?? 'text' }
  const choices = subject ? await choiceLabels(ctx, subject.field) : []
  const label = column.label ? ctx.t(column.label) : (subject?.label ?? ctx.t(`${list.of.id}.${column.name}`))
  return {
    column,
    label,
    field,
    align: AT_THE_END.has(field.kind) ? 'end' : 'start',
    choices: new Map(choices.map((each) => [each.key, each])),
  }
}

/** One cell. Choices that have a hue are tags; at most two are shown and the others counted. */
export function cellView(
  ctx: Ctx,
  { column, field, align, choices }: DrawnColumn,
  item: Presented | ComputedRow,
): CellView {
  const value = valueOf(column.name, item)
  const cell = {
    column: column.name,
    kind: field.kind,
    align,
    text: '',
    title: undefined,
    href: undefined,
    person: false,
    tags: undefined,
    more: undefined,
    template: column.cell,
    edit: undefined,
  }
  if (value === null || value === undefined) return cell
  if (field.kind === 'ref') return { ...cell, ...refCell(ctx, field.of?.(), value as NonNullable<PresentedRef>) }
  if (field.kind === 'refs') return { ...cell, text: refTexts(ctx, value as readonly NonNullable<PresentedRef>[]) }
  if (choices.size > 0) return { ...cell, ...choiceCell([value].flat().map(String), choices) }

  return { ...cell, text: showValue(ctx, field, value) }
}

/** The value of a column in a row as JSON; that of an attribute by `attr.<key>`. */
export function valueOf(name: string, item: Presented | ComputedRow): unknown {
  if (!name.startsWith('attr.')) return item[name]
  return (item['attributes'] as Readonly<Record<string, unknown>> | undefined)?.[name.slice('attr.'.length)]
}

/** People who work here have their mark before the name, as everywhere. */
function refCell(
  ctx: Ctx,
  of: Pick<Entity, 'id' | 'path'> | undefined,
  ref: NonNullable<PresentedRef>,
): Pick<CellView, 'text' | 'href' | 'person'> {
  if (ref.id === null) return { text: ctx.t('core.no-access'), person: false }
  const person = of?.id === 'core.operator'
  return { text: ref.label, person, ...(of && { href: `${of.path}/${ref.id}` }) }
}

const refTexts = (ctx: Ctx, refs: readonly NonNullable<PresentedRef>[]): string =>
  refs.map((ref) => (ref.id === null ? ctx.t('core.no-access') : ref.label)).join(', ')

function choiceCell(
  keys: readonly string[],
  choices: ReadonlyMap<string, ChoiceLabel>,
): Pick<CellView, 'text' | 'tags' | 'more'> {
  const labels = keys.map((key) => choices.get(key) ?? { label: key, hue: undefined })
  const text = labels.map(({ label }) => label).join(', ')
  if (!labels.some(({ hue }) => hue)) return { text }
  const tags = labels.slice(0, MOST_TAGS).map(({ label, hue }) => ({ label, hue }))
  return { text, tags, more: Math.max(0, labels.length - MOST_TAGS) || undefined }
}
