import type { Ctx } from '../ctx.js'
import type { DictionaryItem } from '../plugin/fields.js'
import { EventType } from './event-type.js'

/** The kinds of events in their order, archived ones too, named in the reader's language. */
export async function eventTypes(ctx: Ctx): Promise<readonly DictionaryItem[]> {
  const rows = await EventType.query(ctx.db).orderBy('position').orderBy('id')

  return rows.map((row) => ({
    key: row.key,
    label: eventTypeLabel(ctx, row),
    icon: row.icon,
    hue: row.hue,
    archived: row.archivedAt !== null,
  }))
}

/** As the administrator named it, else as the plugin that brought it does. */
export function eventTypeLabel(ctx: Ctx, row: Pick<EventType, 'key' | 'labelPl' | 'labelEn'>): string {
  return (ctx.locale === 'pl' ? row.labelPl : row.labelEn) ?? ctx.t(`event-type.${row.key}`)
}

/** The type under a key; undefined when nobody knows it. */
export async function eventTypeOf(ctx: Ctx, key: string): Promise<EventType | undefined> {
  return EventType.query(ctx.db).findOne({ key })
}
