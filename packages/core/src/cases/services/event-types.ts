import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import { remove } from '../../entity/remove.js'
import { save } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { may } from '../../permissions.js'
import { Refusal, refuseFields } from '../../plugin/refusal.js'
import type { Undoable } from '../../plugin/undoable.js'
import { slug } from '../../text/slug.js'
import { eventType } from '../event-type.js'
import { EventType } from '../models/event-type.js'

type Values = Readonly<Record<string, unknown>>
interface At {
  readonly version: number | undefined
}

/** Makes an event type after the last one; its key is the slug of its Polish name, for ever. */
export async function createEventType(ctx: Ctx, values: Values): Promise<EventType> {
  const key = slug(String(values.labelPl ?? ''))
  const taken = key !== '' && (await EventType.query(ctx.db).findOne({ key }))
  if (taken) throw refuseFields([{ path: 'labelPl', code: 'core.attribute-key-taken' }])
  const last = await EventType.query(ctx.db).orderBy('position', 'desc').first()

  return create(ctx, eventType, {
    ...values,
    key: key === '' ? null : key,
    position: String((last?.position ?? 0) + 1),
  })
}

/** Moves a type one place up or down in every list of types. */
export async function moveEventType(ctx: Ctx, id: number, direction: 'up' | 'down'): Promise<void> {
  ctx.must(may.manageEventTypes)
  const rows = await EventType.query(ctx.db).orderBy('position').orderBy('id')
  const at = rows.findIndex((row) => row.id === id)
  const to = direction === 'up' ? at - 1 : at + 1
  const [moved] = at < 0 ? [] : rows.splice(at, 1)
  if (moved === undefined || to < 0 || to > rows.length) return
  rows.splice(to, 0, moved)
  for (const [index, row] of rows.entries()) {
    if (row.position !== index + 1)
      await save(ctx, eventType, row.id, { version: row.version, position: String(index + 1) })
  }
}

/** Puts a type away: no longer offered, still shown and found on the events that have it; or takes it back. */
export async function archiveEventType(ctx: Ctx, id: number, archived: boolean): Promise<EventType> {
  const row = await seenOne(ctx, eventType, id)
  return save(ctx, eventType, id, { version: row.version, archivedAt: archived ? ctx.now() : null })
}

/** Removes a type an administrator made and nobody used: `core.event-type-system`, `core.event-type-used` with the count. */
export async function removeEventType(ctx: Ctx, id: number, at: At): Promise<Undoable> {
  const row = await seenOne(ctx, eventType, id)
  if (row.source !== null) throw new Refusal('core.event-type-system')
  const count = (await eventTypeUses(ctx)).get(row.key) ?? 0
  if (count > 0) throw new Refusal('core.event-type-used', { params: { count }, extra: { count } })

  return remove(ctx, eventType, id, at)
}

/** How many events there are of each type, by its key. */
export async function eventTypeUses(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx
    .db('core_event')
    .groupBy('type')
    .select<{ type: string; n: number | string }[]>('type', ctx.db.raw('count(*) as n'))
  return new Map(rows.map(({ type, n }) => [type, Number(n)]))
}
