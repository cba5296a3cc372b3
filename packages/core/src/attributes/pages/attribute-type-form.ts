import { choice, longText, number, text, yesNo } from '../../plugin/fields.js'
import { form, place } from '../../plugin/forms.js'

const kinds = ['text', 'number', 'date', 'yes-no', 'choice', 'choices'].map((key) => ({
  key,
  label: `core.attribute-type.kind.${key}`,
}))

const names = {
  labelPl: text({ required: true, maxLength: 100 }),
  labelEn: text({ maxLength: 100 }),
  required: yesNo(),
  width: number({ default: '3' }),
}

/** A new attribute with its values, one a line. */
export const newAttributeTypeForm = form('core.attribute-type', {
  fields: {
    ...names,
    kind: choice(kinds, { required: true, default: 'text' }),
    places: number({ default: '0' }),
    values: longText({ hint: 'core.attribute-type.values.hint' }),
  },
  groups: [
    {
      key: 'type',
      fields: [
        place('labelPl', 3),
        place('labelEn', 3),
        place('kind', 6, { as: 'chips' }),
        place('values', 6, { rows: 6, when: { field: 'kind', is: ['choice', 'choices'] } }),
        place('places', 2, { when: { field: 'kind', is: ['number'] } }),
        place('width', 2),
        place('required', 2),
      ],
    },
  ],
})

/** An attribute's names and place; its key, kind and values' keys are for ever. */
export const attributeTypeForm = form('core.attribute-type', {
  fields: names,
  groups: [
    { key: 'type', fields: [place('labelPl', 3), place('labelEn', 3), place('width', 3), place('required', 3)] },
  ],
})
