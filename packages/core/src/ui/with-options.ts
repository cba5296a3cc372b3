import type { FieldView, FormView } from './views.js'

/** A form whose reference field offers a short list of its own instead of asking a picker; a chosen record stays in it. */
export function withOptions(
  form: FormView,
  name: string,
  options: readonly { readonly value: string; readonly label: string }[],
): FormView {
  return {
    ...form,
    groups: form.groups.map((group) => ({
      ...group,
      fields: group.fields.map((field) => (field.name === name ? selecting(field, options) : field)),
    })),
  }
}

function selecting(
  { picker, ...field }: FieldView,
  options: readonly { readonly value: string; readonly label: string }[],
): FieldView {
  const chosen = String(field.value)
  const missing = chosen !== '' && !options.some(({ value }) => value === chosen)
  const all = missing ? [...options, { value: chosen, label: picker?.label ?? chosen }] : options

  return { ...field, options: all.map((option) => ({ ...option, selected: option.value === chosen })) }
}
