import { password, text } from '../../plugin/fields.js'
import { type Form, form, place } from '../../plugin/forms.js'

/** He proves that it is he: his password, and a code. What it is for is said by the button. */
export const factorForm: Form = form('core.second-factor', {
  fields: {
    code: text({ required: true, maxLength: 40 }),
    password: password({ required: true }),
  },
  groups: [
    {
      key: 'proof',
      fields: [
        place('code', 3, { autocomplete: 'one-time-code' }),
        place('password', 3, { autocomplete: 'current-password' }),
      ],
    },
  ],
  submit: 'core.second-factor.confirm',
})
