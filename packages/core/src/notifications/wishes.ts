import type { Ctx } from '../ctx.js'
import { savePreferences } from '../operators/preferences.js'
import type { NotificationKind } from '../plugin/notifications.js'

/** Every kind that is declared, in plugin order. */
export function kindsOf(ctx: Ctx): readonly NotificationKind[] {
  return ctx.registry.plugins.flatMap(({ notifications = [] }) => notifications)
}

/** Those whose reader decides whether they come by e-mail. */
export function wishedKinds(ctx: Ctx): readonly NotificationKind[] {
  return kindsOf(ctx).filter(({ mail }) => mail !== 'never')
}

/** Whether somebody with these preferences gets a kind by e-mail too. */
export function wantsMail({ id, mail }: NotificationKind, preferences: Readonly<Record<string, string>>): boolean {
  return mail !== 'never' && (preferences[`mail.${id}`] ?? mail) === 'on'
}

/** The kinds the asking one gets by e-mail are these, and no others. Names of kinds nobody declares say nothing. */
export async function saveWishes(ctx: Ctx, mailed: readonly string[]): Promise<void> {
  const wishes = wishedKinds(ctx).map(({ id }) => [`mail.${id}`, mailed.includes(id) ? 'on' : 'off'])
  await savePreferences(ctx, Object.fromEntries(wishes) as Record<`mail.${string}`, 'on' | 'off'>)
}
