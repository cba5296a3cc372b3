import type { Ctx } from '../ctx.js'
import { keptBy } from '../entity/kept.js'
import type { DictionaryItem } from '../plugin/fields.js'
import { EventType } from './models/event-type.js'

/** All rows in their order; few, and asked for by every page with an event on it. */
const allTypes = keptBy<readonly EventType[]>('event-types', async (ctx) =>
  EventType.query(ctx.db).orderBy('position').orderBy('id'),
)

/** The kinds of events in their order, archived ones too, named in the reader's language. */
export async function eventTypes(ctx: Ctx): Promise<readonly DictionaryItem[]> {
  const rows = await allTypes(ctx)

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

/** Keys of the types whose papers go this way. */
export async function typesGoing(ctx: Ctx, direction: 'in' | 'out'): Promise<readonly string[]> {
  return (await allTypes(ctx)).filter((type) => type.direction === direction).map(({ key }) => key)
}

/** The type under a key; undefined when nobody knows it. */
export async function eventTypeOf(ctx: Ctx, key: string): Promise<EventType | undefined> {
  return (await allTypes(ctx)).find((type) => type.key === key)
}
