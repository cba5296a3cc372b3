import { type Static, Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { recordId } from '../http/params.js'
import { choices, day, type DictionaryItem, text, yesNo } from '../plugin/fields.js'
import { type Form, form, place } from '../plugin/forms.js'
import { isOver, type TokenView } from './tokens.js'

export const tokenForm: Form = form('core.token', {
  fields: {
    name: text({ required: true, maxLength: 80 }),
    expiresOn: day({ hint: 'core.token.expiresOn.hint' }),
    readOnly: yesNo({ hint: 'core.token.readOnly.hint' }),
    permissions: choices([], { dictionary: ownPermissions, hint: 'core.token.permissions.hint' }),
  },
  groups: [
    {
      key: 'token',
      fields: [place('name', 3), place('expiresOn', 3), place('readOnly', 6), place('permissions', 6)],
    },
  ],
  submit: 'core.token.submit',
})

/** What such a form sends. No permission named: all its owner has. */
export const tokenBody = Type.Object({
  name: Type.String({ maxLength: 80 }),
  expiresOn: Type.Optional(Type.String({ maxLength: 10, 'x-kind': 'day' })),
  readOnly: Type.Optional(Type.Boolean()),
  permissions: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 500, uniqueItems: true })),
})

const line = (maxLength: number) => Type.String({ maxLength })
const lineOrNull = (maxLength: number) => Type.Union([line(maxLength), Type.Null()])

/** A token as it is listed: never itself. */
export const tokenAnswer = Type.Object({
  id: recordId,
  name: line(80),
  startsWith: line(12),
  readOnly: Type.Boolean(),
  permissions: Type.Union([Type.Array(line(100), { maxItems: 500 }), Type.Null()]),
  expiresOn: line(10),
  createdAt: line(24),
  lastUsedAt: lineOrNull(24),
  revokedAt: lineOrNull(24),
})

/** The form's answer as a new token is asked for. */
export function wantedToken({ permissions = [], ...given }: Static<typeof tokenBody>) {
  return { ...given, permissions: permissions.length > 0 ? permissions : null }
}

/** Tokens as their table shows them: what they are cut to, in words, and whether they are still good. */
export function tokenRows(ctx: Ctx, tokens: readonly TokenView[]) {
  return tokens.map((token) => ({
    ...token,
    ended: isOver(ctx, token),
    cut: token.permissions?.map((id) => ctx.t(`permission.${id}`)).join(', ') ?? null,
    count: token.permissions?.length ?? 0,
  }))
}

/** Whoever makes a token cuts it to what he has himself. */
async function ownPermissions(ctx: Ctx): Promise<readonly DictionaryItem[]> {
  return ctx.registry.permissions
    .filter((permission) => ctx.can(permission))
    .map(({ id }) => ({ key: id, label: ctx.t(`permission.${id}`) }))
}
