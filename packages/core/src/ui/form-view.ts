import { namedAttributes } from '../attributes/shown-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Presented } from '../entity/present.js'
import { shapeOf } from '../entity/shape.js'
import type { Field } from '../plugin/fields.js'
import type { Form, Placed } from '../plugin/forms.js'
import type { RefusedForm } from '../plugin/routes.js'
import { attributeGroups, type AttributeGroup } from './attribute-groups.js'
import { sectionOf } from './form-sections.js'
import { draftView } from './draft-view.js'
import { fieldView } from './field-view.js'
import type { FoundRef } from './find-ref.js'
import { foundRefs } from './found-refs.js'
import type { FieldView, FormView } from './views.js'

export interface FormGiven {
  /** Where it is sent. */
  readonly action: string
  /** Where one goes who changes his mind. */
  readonly cancel: string
  /** The record that is changed, as `present` gives it; its version travels hidden. */
  readonly record?: Presented | undefined
  /** Values it starts with, as JSON, by the name they are sent under; before those of the record. */
  readonly values?: Readonly<Record<string, unknown>> | undefined
  /** What was typed and why it was refused: shown as it was typed. */
  readonly refused?: RefusedForm | undefined
  readonly errors?: RefusedForm['errors']
  readonly hidden?: Readonly<Record<string, string>>
  /** A page on which something is written anew: the first empty field has the focus, unless the form comes back refused. */
  readonly fresh?: boolean
}

/** A field of a form under the name it is sent under (`ownerId`, `attr.size`). */
export interface FormField {
  readonly key: string
  readonly label: string
  /** A hint somebody wrote, which is no locale key. */
  readonly help?: string | undefined
  readonly field: Field
  readonly placed: Placed
}

/** A form ready to be drawn, attributes included: what was typed, else the given values, else the record's, else defaults. */
export async function formView(ctx: Ctx, form: Form, given: FormGiven): Promise<FormView> {
  const { refused, hidden = {} } = given
  const [record] = given.record && form.of ? await namedAttributes(ctx, form.of, [given.record]) : [given.record]
  const errors = refused?.errors ?? given.errors ?? []
  const placed = await groupsOf(ctx, form)
  const all = placed.flatMap(({ fields }) => fields)
  const found = refused ? await foundRefs(ctx, all, refused.values) : new Map<string, FoundRef>()
  const groups = await Promise.all(
    placed.map(async (group) => {
      const section = sectionOf(ctx, form.of, group, { record, refused, errors })
      const shown = section?.href ? [] : group.fields
      const fields = shown.map((each) => drawn(ctx, each, { ...given, record }, { errors, found: found.get(each.key) }))
      return { key: group.key, label: group.label, section, fields: await Promise.all(fields) }
    }),
  )
  const dependent = withDependents(groups)
  const version = refused?.values['version'] ?? record?.version
  const carried = { ...(version !== undefined && { version: String(version) }), ...hidden }

  return {
    id: form.id,
    action: given.action,
    title: ctx.t(record ? `${form.id}.edit` : `${form.id}.new`),
    groups: given.fresh && !refused && errors.length === 0 ? withFocus(dependent) : dependent,
    errors: errors.map((error) =>
      summaryLine(
        error,
        groups.flatMap(({ fields }) => fields),
      ),
    ),
    hidden: Object.entries(carried).map(([name, value]) => ({ name, value })),
    submit: ctx.t(form.submit ?? 'core.save'),
    another: form.another ?? false,
    cancel: given.cancel,
    sectioned: groups.some(({ section }) => section !== null),
    draft: form.draft ? draftView(ctx, refused, record?.version) : null,
  }
}

/** The groups of a form with their fields; those of attributes last, when the entity has some. */
export async function groupsOf(ctx: Ctx, form: Form): Promise<readonly AttributeGroup[]> {
  const groups = form.groups.map(({ key, label, fields }) => ({
    key,
    label: key === '' ? '' : ctx.t(label ?? `${form.id}.group.${key}`),
    fields: fields.map((placed) => formField(ctx, form, placed)),
  }))
  if (!form.of?.attributable || form.attributes === false) return groups

  return [...groups, ...(await attributeGroups(ctx, form.of))]
}

function formField(ctx: Ctx, form: Form, placed: Placed): FormField {
  const own = form.fields?.[placed.name]
  const owner = own || !form.of ? form.id : form.of.id
  const described = form.of ? shapeOf(form.of).byName.get(placed.name) : undefined
  const field = own ?? described?.field
  if (!field) throw new Error(`the form ${form.id} knows no field ${placed.name}`)
  const key = field.kind === 'ref' ? `${placed.name}Id` : placed.name
  return { key, label: ctx.t(field.label ?? `${owner}.${placed.name}`), field, placed }
}

async function drawn(
  ctx: Ctx,
  each: FormField,
  given: FormGiven,
  { errors, found }: { readonly errors: RefusedForm['errors']; readonly found: FoundRef | undefined },
): Promise<FieldView> {
  const { key, placed } = each
  const error = errors.find(({ path }) => path === key || path === placed.name || path.startsWith(`${key}.`))?.message
  if (given.refused) return fieldView(ctx, each, { typed: given.refused.values[key], error, found })
  const values = given.values ?? {}
  if (key in values || placed.name in values)
    return fieldView(ctx, each, { value: values[key] ?? values[placed.name], error })
  if (given.record) return fieldView(ctx, each, { value: recordValue(given.record, each), error })
  return fieldView(ctx, each, { value: each.field.default, error })
}

/** Fields whose condition does not hold as the form is drawn: a script would hide them, after they were seen. */
function withDependents(groups: FormView['groups']): FormView['groups'] {
  const values = new Map(groups.flatMap(({ fields }) => fields.map(({ name, value }) => [name, String(value)])))
  const drawn = ({ when, ...field }: FieldView): FieldView =>
    when ? { ...field, when: { ...when, off: !when.is.split(' ').includes(values.get(when.field) ?? '') } } : field

  return groups.map((group) => ({ ...group, fields: group.fields.map(drawn) }))
}

/** Only in the first group: further down, a phone would scroll past what the page is about. */
function withFocus([first, ...rest]: FormView['groups']): FormView['groups'] {
  if (!first) return []
  const at = first.fields.findIndex(beginsHere)
  return [{ ...first, fields: first.fields.map((field, index) => ({ ...field, focus: index === at })) }, ...rest]
}

/** Empty and typed into; ticks and chips have no one place, and a field that depends on another may be hidden. */
function beginsHere({ kind, value, as, when }: FieldView): boolean {
  return value === '' && kind !== 'yes-no' && as !== 'chips' && when === undefined
}

function recordValue(record: Presented, { key, placed }: FormField): unknown {
  if (!key.startsWith('attr.')) return record[placed.name]
  return (record['attributes'] as Readonly<Record<string, unknown>> | undefined)?.[key.slice('attr.'.length)]
}

/** An entry of the summary, with the way to its field when the form has it. */
function summaryLine(
  { path, message }: RefusedForm['errors'][number],
  fields: readonly FieldView[],
): FormView['errors'][number] {
  const field = fields.find(({ name }) => name === path || path.startsWith(`${name}.`))
  return { href: field ? `#${field.id}` : undefined, label: field?.label, message }
}
