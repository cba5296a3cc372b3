import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../ctx.js'
import { helpAddress } from '../help/help-address.js'
import type { Kernel } from '../host/kernel.js'
import { unreadCount } from '../notifications/read-notifications.js'
import { whoOf } from '../offline/who-of.js'
import { may } from '../permissions.js'
import type { MenuEntry, MenuGroup } from '../plugin/define-plugin.js'
import type { PageOptions } from '../plugin/routes.js'
import { coreSettings } from '../settings/core-settings.js'
import type { Shell, ShellGroup } from '../ui/shell.js'
import { undoNotice } from './undo-notice.js'

/** The groups of the side bar, in order; they belong to core. */
const GROUPS: readonly MenuGroup[] = ['work', 'sales', 'stock', 'finance', 'marketing', 'calls', 'admin']

/** What stands around a page: of the menu only what the reader may open. */
export async function shellOf(
  kernel: Kernel,
  request: FastifyRequest,
  options: PageOptions,
  importMap: string,
): Promise<Shell> {
  const { ctx } = request
  // Whoever has to set up his second factor first sees nothing of the house yet.
  const operator = request.factorWanted ? null : ctx.operator
  const { firmName } = await ctx.settings('core', coreSettings)
  const plugins = operator ? kernel.registry.plugins : []

  return {
    title: options.title,
    firm: firmName || 'Berberis',
    locale: ctx.locale,
    theme: oneOf(ctx.operator?.preferences.theme, ['auto', 'light', 'dark']),
    density: oneOf(ctx.operator?.preferences.density, ['normal', 'dense', 'roomy']),
    path: request.url.split('?')[0] ?? '/',
    crumbs: options.crumbs ?? [],
    menu: menuOf(
      ctx,
      plugins.flatMap((plugin) => plugin.menu ?? []),
    ),
    create: plugins
      .flatMap((plugin) => plugin.create ?? [])
      .filter(({ permission }) => ctx.can(permission))
      .map(({ label, href, icon }) => ({ label: ctx.t(label), href, icon })),
    operator: operator && {
      id: operator.id,
      name: operator.name,
      login: operator.login,
      role: operator.roleName,
      who: ctx.can(may.editEvents) ? whoOf(operator) : null,
      sitting: operator.sitting?.name ?? null,
    },
    unread: operator ? await unreadCount(ctx) : 0,
    at: ctx.now(),
    sessionEndsAt: request.sessionEndsAt ?? null,
    standIn: operator ? (request.standIn ?? null) : null,
    practice: kernel.config.practice ?? false,
    mailLeaves: /^smtps?:/.test(kernel.config.mail ?? ''),
    help: operator ? helpAddress(plugins, request.url) : null,
    importMap,
    undo: await undoNotice(request),
    outside: options.outside ?? false,
  }
}

function menuOf(ctx: Ctx, entries: readonly MenuEntry[]): ShellGroup[] {
  const allowed = entries
    .filter(({ permission }) => ctx.can(permission))
    .sort(({ rank: one = 50 }, { rank: other = 50 }) => one - other)
  return GROUPS.map((key) => ({
    key,
    label: ctx.t(`menu.${key}`),
    closed: ctx.operator?.preferences[`menu.${key}`] === 'closed',
    entries: allowed
      .filter(({ group }) => group === key)
      .map(({ label, href, icon, key: shortcut }) => ({
        label: ctx.t(label),
        href,
        icon,
        ...(shortcut && { key: shortcut }),
      })),
  })).filter((group) => group.entries.length > 0)
}

function oneOf<T extends string>(value: string | undefined, allowed: readonly [T, ...T[]]): T {
  return allowed.find((one) => one === value) ?? allowed[0]
}
