import { type Static, Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { doerOf } from '../entity/doer.js'
import { save } from '../entity/save.js'
import { recordId } from '../http/params.js'
import { email, password, phone, text } from '../plugin/fields.js'
import { type Form, form, place } from '../plugin/forms.js'
import { notFound } from '../plugin/refusal.js'
import { loadAccess } from './access.js'
import { asSystem } from './as-system.js'
import { operator, Operator } from './operator.js'

const line = (maxLength: number) => Type.String({ maxLength })
const orNull = (maxLength: number) => Type.Union([line(maxLength), Type.Null()])

/** Whoever asks, as both doors have him. */
export const meAnswer = Type.Object({
  id: recordId,
  login: line(40),
  name: line(120),
  email: orNull(254),
  phone: orNull(40),
  locale: Type.Union([Type.Literal('pl'), Type.Literal('en')]),
  role: Type.Object({ id: recordId, label: line(200) }),
  preferences: Type.Record(line(60), line(60), { maxProperties: 200 }),
})
export type Me = Static<typeof meAnswer>

export const meForm: Form = form('core.me', {
  fields: { name: text({ required: true, maxLength: 120 }), email: email(), phone: phone() },
  groups: [
    {
      key: 'me',
      fields: [
        place('name', 6, { autocomplete: 'name' }),
        place('email', 3, { autocomplete: 'email' }),
        place('phone', 3, { autocomplete: 'tel' }),
      ],
    },
  ],
})

export const passwordForm: Form = form('core.password-change', {
  fields: {
    present: password({ required: true }),
    password: password({ required: true, hint: 'core.setup.password.hint' }),
    repeated: password({ required: true }),
  },
  groups: [
    {
      key: 'password',
      fields: [
        place('present', 6, { autocomplete: 'current-password' }),
        place('password', 3, { autocomplete: 'new-password' }),
        place('repeated', 3, { autocomplete: 'new-password' }),
      ],
    },
  ],
  submit: 'core.password-change.submit',
})

/** Whoever asks, about himself. */
export async function meOf(ctx: Ctx): Promise<Me> {
  const row = await own(ctx)
  const { id, login, name, email, phone, locale } = row
  return {
    id,
    login,
    name,
    email,
    phone,
    locale,
    role: { id: row.roleId, label: (await loadAccess(ctx.db)).roles.get(row.roleId)?.name ?? '' },
    preferences: row.preferences ? (JSON.parse(row.preferences) as Record<string, string>) : {},
  }
}

/** Changes what one is called and reached by; no permission is needed for that, and the later wish is the wish. */
export async function saveMe(ctx: Ctx, wishes: Readonly<Record<string, unknown>>): Promise<void> {
  const row = await own(ctx)
  // As the house, since only his own row is named; the trail still has his own name.
  await save(asSystem(ctx), operator, row.id, { ...wishes, version: row.version })
}

/** A substitute is himself here: his own account, password and tokens, not those of the one he stands in for. */
async function own(ctx: Ctx): Promise<Operator> {
  const row = await Operator.query(ctx.db).findById(doerOf(ctx) ?? 0)
  if (!row) throw notFound()

  return row
}
