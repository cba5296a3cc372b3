import type { FieldKind } from '../../plugin/fields.js'
import type { CellView, FieldView, RowView } from '../views.js'
import { attributes, escape, isBlank, textOf, type Call, type Helper, type Tools } from './helper.js'
import { iconOf } from './marks.js'

/**
 * Whole parts of a page: `list view`, `form view`, `field view`, `empty text=… [icon= href= action=]`, `error text`,
 * `progress value max label`. The rest serves core's own list and form.
 */
export function parts({ render, clean }: Tools): Readonly<Record<string, Helper>> {
  const draw = (view: string) => (call: Call) =>
    clean(render(view, { ...keyOf(call.root), ...(call.args[0] as object) }, call.env))
  return {
    list: draw('core/list'),
    form: draw('core/form'),
    field: draw('core/field'),
    empty: ({ hash, env }) =>
      clean(render('core/empty', { icon: null, text: '', href: null, action: null, ...hash }, env)),
    error: (call) => {
      const text = textOf(call.args[0])
      return isBlank(text)
        ? ''
        : clean(
            `<p class="field-error"${attributes({ id: call.hash.id })}>${iconOf(call, 'alert-triangle')}<span>${escape(text)}</span></p>`,
          )
    },
    progress: ({ args: [value, max, label] }) =>
      clean(`<progress${attributes({ value, max, 'aria-label': label })}></progress>`),
    'phone-place': ({ args: [row, cell] }) => placeOf(row as RowView, cell as CellView),
    'field-view': ({ args: [field] }) => `core/field-${viewOf(field as FieldView)}`,
    'id-of': ({ args: [id] }) => textOf(id).replaceAll('.', '-'),
    described: ({ args: [field] }) => descriptionOf(field as FieldView),
    'field-state': ({ args: [field] }) => clean(stateOf(field as FieldView)),
    'places-of': ({ args: [errors] }) =>
      (errors as readonly { readonly href?: string }[]).filter(({ href }) => href !== undefined).length,
    'sort-icon': ({ args: [sorted] }) => (sorted === 'descending' ? 'arrow-down' : 'arrow-up'),
    'input-type': ({ args: [kind] }) => INPUT[kind as FieldKind]?.type ?? 'text',
    'input-mode': ({ args: [kind] }) => INPUT[kind as FieldKind]?.mode ?? '',
  }
}

/** The key of the page, against doubles, goes with every form that is drawn on it. */
function keyOf(root: unknown): object {
  const { idempotencyKey } = (root ?? {}) as { idempotencyKey?: unknown }
  return isBlank(idempotencyKey) ? {} : { idempotencyKey }
}

/** What a browser's own input knows of a kind. Amounts and numbers are texts: people type „1 234,56”. */
const INPUT: Readonly<Partial<Record<FieldKind, { type?: string; mode?: string }>>> = {
  day: { type: 'date' },
  instant: { type: 'datetime-local' },
  time: { type: 'time' },
  email: { type: 'email' },
  phone: { type: 'tel' },
  password: { type: 'password' },
  number: { mode: 'decimal' },
  money: { mode: 'decimal' },
  percent: { mode: 'decimal' },
  duration: { mode: 'numeric' },
  'tax-id': { mode: 'numeric' },
}

function viewOf({ kind, as }: FieldView): string {
  if (kind === 'long-text' || kind === 'yes-no' || kind === 'choices') return kind
  if (kind === 'choice') return as === 'chips' ? 'chips' : 'choice'
  if (kind === 'ref' || kind === 'refs') return kind
  return 'input'
}

function placeOf({ phone }: RowView, { column }: CellView): string {
  const found = Object.entries(phone).find(([, cell]) => cell?.column === column)
  return found?.[0] ?? 'hidden'
}

/** Ids of the hint and the message beside a field, for `aria-describedby`. */
function descriptionOf({ id, hint, error, live }: FieldView): string {
  const fault = live ? `${id}-fault` : error ? `${id}-error` : ''
  return [hint ? `${id}-hint` : '', fault].filter(Boolean).join(' ')
}

function stateOf(field: FieldView): string {
  return attributes({
    'aria-required': field.required ? 'true' : undefined,
    'aria-invalid': field.error ? 'true' : undefined,
    'aria-describedby': descriptionOf(field),
    'data-begin': field.focus ? true : undefined,
  })
}
