import type { Ctx } from '../ctx.js'
import { choice, email, iban, password, postalCode, taxId, text } from '../plugin/fields.js'
import { type Form, form, place } from '../plugin/forms.js'

/** The page of the first run: the firm, its administrator, and what to begin with. */
export const setupForm: Form = form('core.setup', {
  fields: {
    firmName: text({ required: true }),
    firmTaxId: taxId(),
    firmStreet: text(),
    firmPostalCode: postalCode(),
    firmCity: text({ maxLength: 100 }),
    firmAccount: iban(),
    locale: choice(
      [
        { key: 'pl', label: 'core.locale.pl' },
        { key: 'en', label: 'core.locale.en' },
      ],
      { required: true, default: 'pl' },
    ),
    name: text({ required: true, maxLength: 120 }),
    login: text({ required: true, maxLength: 40 }),
    email: email(),
    password: password({ required: true, hint: 'core.setup.password.hint' }),
    begin: choice(
      [
        { key: 'example', label: 'core.setup.begin.example' },
        { key: 'empty', label: 'core.setup.begin.empty' },
      ],
      { required: true, default: 'example' },
    ),
  },
  groups: [
    {
      key: 'firm',
      fields: [
        place('firmName', 4),
        place('firmTaxId', 2),
        place('firmStreet', 3),
        place('firmPostalCode', 1),
        place('firmCity', 2),
        place('firmAccount', 4),
        place('locale', 2),
      ],
    },
    {
      key: 'administrator',
      fields: [
        place('name', 3, { autocomplete: 'name' }),
        place('login', 3, { autocomplete: 'username' }),
        place('email', 3, { autocomplete: 'email' }),
        place('password', 3, { autocomplete: 'new-password' }),
      ],
    },
    { key: 'begin', fields: [place('begin', 6, { as: 'chips' })] },
  ],
  submit: 'core.setup.submit',
})

export interface SetupSuggestion {
  readonly name: string
  readonly label: string
  readonly checked: boolean
}

/** One tick per plugin that suggests rights for the first roles; ticked unless the form says otherwise. */
export function setupSuggestions(ctx: Ctx, ticked: (plugin: string) => boolean): readonly SetupSuggestion[] {
  const suggesting = ctx.registry.plugins.filter(
    ({ id, permissions }) =>
      id !== 'core' && Object.values(permissions).some(({ suggest }) => Object.keys(suggest).length > 0),
  )
  return suggesting.map(({ id, title }) => ({
    name: `suggestions.${id}`,
    label: ctx.t('core.setup.suggestion', { plugin: ctx.t(title) }),
    checked: ticked(id),
  }))
}

/** The ids `<permission>:<role>` that the ticked plugins suggest. */
export function suggestedBy(ctx: Ctx, plugins: readonly string[]): readonly string[] {
  return ctx.registry.plugins
    .filter(({ id }) => plugins.includes(id))
    .flatMap(({ permissions }) => Object.values(permissions))
    .flatMap(({ id, suggest }) => Object.keys(suggest).map((role) => `${id}:${role}`))
}
