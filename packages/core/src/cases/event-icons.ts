import type { Ctx } from '../ctx.js'
import type { DictionaryItem } from '../plugin/fields.js'

const ICONS = [
  ...['phone', 'phone-incoming', 'phone-outgoing', 'headset', 'mail', 'mail-forward', 'message', 'printer'],
  ...['users', 'user', 'presentation', 'map-pin', 'building', 'calendar-event', 'clock', 'alert-triangle'],
  ...['file-text', 'clipboard-list', 'clipboard-check', 'file-invoice', 'receipt', 'cash', 'note', 'key'],
  ...['package', 'truck', 'tools', 'tool', 'award', 'star', 'check', 'home'],
] as const

/** The pictures an event type may have, named in words; those of plugins' own types by their names, and not offered. */
export async function eventIcons({ registry, t }: Pick<Ctx, 'registry' | 't'>): Promise<readonly DictionaryItem[]> {
  const known = new Set<string>(ICONS)
  const brought = registry.plugins.flatMap(({ eventTypes = [] }) => eventTypes.map(({ icon }) => icon))
  return [
    ...ICONS.map((icon) => ({ key: icon, icon, label: t(`core.event-icon.${icon}`) })),
    ...[...new Set(brought)]
      .filter((icon) => !known.has(icon))
      .map((icon) => ({ key: icon, icon, label: icon, archived: true })),
  ]
}
