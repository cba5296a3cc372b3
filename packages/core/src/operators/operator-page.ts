import type { Ctx } from '../ctx.js'
import type { Presented } from '../entity/present.js'
import { may } from '../permissions.js'
import { action, recordView, type RecordAction } from '../ui/record-view.js'
import { operator, type Operator } from './operator.js'
import { factorOf } from './second-factor/second-factor.js'
import { lockedUntil } from './sign-in-attempts.js'

/** What an operator's page shows beside his record: is he locked out, and what may be done about him. */
export async function operatorPage(ctx: Ctx, record: Presented, row: Operator) {
  const view = await recordView(ctx, operator, record, row)
  const manages = ctx.can(may.manageOperators)
  const until = manages ? await lockedUntil(ctx, row.login) : null
  const factor = manages && row.kind === 'person' ? await factorOf(ctx, row.id) : null
  const tags = [
    ...(row.deactivatedAt ? [{ label: ctx.t('core.operator.deactivated'), hue: 'slate', dot: false }] : []),
    ...(until ? [{ label: ctx.t('core.operator.locked'), hue: 'red', dot: true }] : []),
  ]

  return {
    ...view,
    sub: row.login,
    tags,
    more: manages ? actionsFor(ctx, row, until !== null) : [],
    lockedUntil: until,
    factor,
  }
}

function actionsFor(ctx: Ctx, row: Operator, locked: boolean): readonly RecordAction[] {
  const at = `/operators/${row.id}`
  const hidden = [{ name: 'version', value: String(row.version) }]
  const post = (label: string, href: string, more: Partial<RecordAction>) =>
    action(ctx.t(label), `${at}/${href}`, { post: true, ...more })
  const password = post('core.operator.reset-password', 'password', { icon: 'key' })
  const unlock = post('core.operator.unlock', 'lock/removal', { icon: 'lock-open' })
  const factor = post('core.second-factor.take-of', 'second-factor/removal', {
    icon: 'shield-lock',
    look: 'danger',
    ask: ctx.t('core.second-factor.take-ask', { name: row.name }),
  })
  const tokens = action(ctx.t('core.tokens'), `${at}/tokens`, { icon: 'key' })
  const leave = action(ctx.t('core.operator.deactivate'), `${at}/deactivation`, { icon: 'ban', look: 'danger' })
  const back = post('core.operator.reactivate', 'deactivation/removal', { icon: 'user-check', hidden })

  return [
    tokens,
    ...(row.kind === 'person' && !row.deactivatedAt ? [password] : []),
    ...(locked ? [unlock] : []),
    ...(row.totpConfirmedAt !== null && row.id !== ctx.operator?.id ? [factor] : []),
    row.deactivatedAt ? back : leave,
  ]
}
