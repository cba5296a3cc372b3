import type { Ctx } from '../../ctx.js'
import { place } from '../../plugin/forms.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { fieldView } from '../../ui/field-view.js'
import type { FieldView } from '../../ui/views.js'
import { countRows } from '../count-rows.js'
import { SET } from './actions.js'
import { wholeQuery, type On } from './fix-rows.js'
import { fieldsOf } from './judge-values.js'
import { actionOf, bulkList } from './start-bulk.js'

export interface Asked {
  readonly entity: string
  readonly action: string
  readonly on: On
  /** The field that is to be set, once it is chosen. */
  readonly field?: string
  /** Where one goes afterwards. */
  readonly back?: string
}

/** What is asked before a bulk change: how many records it is about, and the values it takes. */
export interface AskView {
  readonly title: string
  readonly count: string
  readonly danger: boolean
  readonly action: string
  readonly entity: string
  readonly back: string
  readonly on: On
  /** The fields that may be set, while none is chosen. */
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly fields: readonly FieldView[]
}

/** Records that can be chosen one by one. */
const MOST_IDS = 5000

/** 404 and 403 as the bulk change itself; 422 `core.bulk-nothing`, `core.bulk-too-many-ids`, `core.bulk-filter-unknown`. */
export async function askBulk(ctx: Ctx, { entity, action: key, on, field, back }: Asked): Promise<AskView> {
  const list = bulkList(ctx, entity)
  const { action, label } = actionOf(ctx, list, key)
  const { value, exact } = await countOf(ctx, entity, on)
  const taken = await fieldsOf(ctx, list, action)
  const chosen = key === SET ? taken.filter((one) => one.key === field) : taken
  if (key === SET && field !== undefined && chosen.length === 0) throw notFound()
  const choices = key === SET && chosen.length === 0 ? taken.map((one) => ({ value: one.key, label: one.label })) : []
  return {
    title: label,
    count: ctx.t(exact ? 'core.bulk.records' : 'core.bulk.more-records', { count: value }),
    danger: action.danger ?? false,
    action: key,
    entity,
    back: back?.startsWith(list.of.path) ? back : list.of.path,
    on,
    choices: choices.toSorted((a, b) => a.label.localeCompare(b.label, ctx.locale)),
    fields: await Promise.all(
      chosen.map((one) =>
        fieldView(
          ctx,
          { ...one, key: `values.${one.key}`, placed: place(one.key) },
          { value: one.field.default, error: undefined },
        ),
      ),
    ),
  }
}

async function countOf(ctx: Ctx, entity: string, { ids, filter, except = [] }: On) {
  if (ids) {
    if (ids.length === 0) throw new Refusal('core.bulk-nothing')
    if (ids.length > MOST_IDS) throw new Refusal('core.bulk-too-many-ids', { params: { max: MOST_IDS } })
    return { value: ids.length, exact: true }
  }
  const { value, exact } = await countRows(ctx, await wholeQuery(ctx, bulkList(ctx, entity), filter ?? '', 'page'))
  const left = exact ? value - except.length : value
  if (left <= 0) throw new Refusal('core.bulk-nothing')
  return { value: left, exact }
}
