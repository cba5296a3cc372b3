import type { Ctx } from '../../ctx.js'
import { labelsOf } from '../../entity/labels.js'
import { visibleRoles } from './visible-roles.js'
import type { DictionaryItem, Field } from '../../plugin/fields.js'
import { choice, choices, longText, number, text, yesNo } from '../../plugin/fields.js'
import { form, place, type Form, type Placed } from '../../plugin/forms.js'
import { ATTRIBUTE_KINDS, type AttributeType } from '../attribute-type.js'
import { UNIQUE_KINDS } from '../judge-type.js'

const kinds = ATTRIBUTE_KINDS.map((key) => ({ key, label: `core.attribute-type.kind.${key}` }))
const widths = ['1', '2', '3', '4', '5', '6'].map((key) => ({ key, label: `core.attribute-type.width.${key}` }))
/** Currencies people here deal in; a program may name any of two places. */
const currencies = ['PLN', 'EUR', 'USD', 'GBP', 'CHF', 'CZK', 'SEK', 'NOK', 'DKK'].map((key) => ({
  key,
  label: `core.attribute-type.currency.${key}`,
}))

const names = {
  labelPl: text({ required: true, maxLength: 100 }),
  labelEn: text({ maxLength: 100 }),
  required: yesNo({ hint: 'core.attribute-type.required.hint' }),
  unique: yesNo({ hint: 'core.attribute-type.unique.hint' }),
  width: choice(widths, { default: '3' }),
  groupPl: text({ maxLength: 100, hint: 'core.attribute-type.groupPl.hint' }),
  groupEn: text({ maxLength: 100 }),
  helpPl: text({ maxLength: 300, hint: 'core.attribute-type.helpPl.hint' }),
  helpEn: text({ maxLength: 300 }),
  roles: choices([], { dictionary: visibleRoles, hint: 'core.attribute-type.roles.hint' }),
}

const chosen = { field: 'kind', is: ['choice', 'choices'] }
const looks = [place('groupPl', 3), place('groupEn', 3), place('helpPl', 3), place('helpEn', 3), place('width', 2)]

/** A new attribute with its values, one a line. */
export const newAttributeTypeForm = form('core.attribute-type', {
  fields: {
    ...names,
    kind: choice(kinds, { required: true, default: 'text' }),
    places: number({ default: '0' }),
    currency: choice(currencies, { default: 'PLN' }),
    refersTo: choice([], { dictionary: targets, default: 'core.contractor' }),
    values: longText({ hint: 'core.attribute-type.values.hint' }),
  },
  groups: [
    {
      key: 'type',
      fields: [
        place('labelPl', 3),
        place('labelEn', 3),
        place('kind', 6, { as: 'chips' }),
        place('values', 6, { rows: 6, when: chosen, needed: true }),
        place('places', 2, { when: { field: 'kind', is: ['number'] } }),
        place('currency', 2, { when: { field: 'kind', is: ['money'] } }),
        place('refersTo', 3, { when: { field: 'kind', is: ['reference', 'references'] }, needed: true }),
        place('required', 3),
        place('unique', 3, { when: { field: 'kind', is: [...UNIQUE_KINDS] } }),
      ],
    },
    { key: 'looks', fields: looks },
    { key: 'roles', fields: [place('roles', 6)] },
  ],
})

/** An attribute's names, rules and place; its key and kind are for ever. Its default is typed as on a record. */
export function attributeTypeForm(type: AttributeType): Form {
  const ruled: Placed[] = [place('required', 3)]
  if (UNIQUE_KINDS.has(type.kind)) ruled.push(place('unique', 3))
  const named = type.field.kind === 'ref' ? DEFAULT.replace(/Id$/, '') : DEFAULT
  const own: Field = { ...type.field, required: false, label: 'core.attribute-type.default' }
  return form('core.attribute-type', {
    fields: { ...names, [named]: own },
    groups: [
      {
        key: 'type',
        fields: [
          place('labelPl', 3),
          place('labelEn', 3),
          ...ruled,
          ...(type.unique ? [] : [place(named, type.kind === 'choices' || type.kind === 'long-text' ? 6 : 3)]),
        ],
      },
      { key: 'looks', fields: looks },
      { key: 'roles', fields: [place('roles', 6)] },
    ],
  })
}

/** The default under its own roof, for its kind is known to the database only. */
export const DEFAULT = 'typed.defaultId'

/** What it starts with on the page of an attribute. */
export async function formValues(ctx: Ctx, type: AttributeType): Promise<Readonly<Record<string, unknown>>> {
  return {
    labelPl: type.labels.pl,
    labelEn: type.labels.en === type.labels.pl ? null : type.labels.en,
    required: type.required,
    unique: type.unique,
    width: String(type.width),
    groupPl: type.group?.pl ?? null,
    groupEn: type.group && type.group.en !== type.group.pl ? type.group.en : null,
    helpPl: type.help?.pl ?? null,
    helpEn: type.help && type.help.en !== type.help.pl ? type.help.en : null,
    roles: (type.roles ?? []).map(String),
    [DEFAULT]: await shownDefault(ctx, type),
  }
}

async function shownDefault(ctx: Ctx, type: AttributeType): Promise<unknown> {
  const target = type.kind === 'reference' ? type.field.of?.() : undefined
  if (!target || typeof type.default !== 'number') return type.default
  const label = (await labelsOf(ctx, target, [type.default])).get(type.default)
  return label === undefined ? null : { id: type.default, label }
}

/** Described things that stand by themselves, in the reader's language. */
async function targets(ctx: Ctx): Promise<readonly DictionaryItem[]> {
  return ctx.registry.plugins
    .flatMap(({ entities = [] }) => entities)
    .filter(({ part }) => !part)
    .map(({ id }) => ({ key: id, label: ctx.t(id) }))
}
