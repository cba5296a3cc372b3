import { person } from '../../contractors/parts/person.js'
import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import { labelsOf, type Labels } from '../../entity/labels.js'
import { seen } from '../../entity/seen.js'
import { attachment, type Attachment } from '../../files/attachment.js'
import { Blob } from '../../files/blob.js'
import { operator } from '../../operators/operator.js'
import type { DictionaryItem } from '../../plugin/fields.js'
import { event } from '../event.js'
import { eventTypes } from '../event-types.js'
import type { Event } from '../models/event.js'
import { eventStates } from '../options.js'
import { pastOf, type Past } from './past.js'
import type { StoryEvent, StoryFile } from './story.js'

/** Events of a case that one document holds; the archive of a binder, not of a firm. */
const MOST = 2000

interface Known {
  readonly operators: Labels
  readonly persons: Labels
  readonly types: ReadonlyMap<string, DictionaryItem>
  readonly files: ReadonlyMap<number, readonly StoryFile[]>
}

/** The events of a case that one may see, from the first to the last, as they were at an instant. */
export async function storyEvents(
  ctx: Ctx,
  caseId: number,
  until: string,
): Promise<{ readonly events: StoryEvent[]; readonly cut: boolean }> {
  const found = await seen(ctx, event)
    .where({ case_id: caseId })
    .where('created_at', '<', until)
    .orderBy('id')
    .limit(MOST + 1)
  const rows = found.slice(0, MOST)
  const past = await pastOf(ctx, event, rows, { until, field: 'state' })
  const files = await filesOf(ctx, rows, until)
  const known = {
    files,
    types: new Map((await eventTypes(ctx)).map((type) => [type.key, type])),
    operators: await labelsOf(ctx, operator, operatorsIn(past, files)),
    persons: await labelsOf(ctx, person, numbers([...past.values()].map(({ values }) => values['personId']))),
  }
  const events = rows.flatMap((row) => {
    const was = past.get(row.id)
    return was?.values['caseId'] === caseId ? [toldOf(ctx, row, was, known)] : []
  })
  // What has no time at all is told of last; equal times in the order in which they were noted.
  const placeOf = ({ at }: StoryEvent) => at ?? '9'
  events.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : a.id - b.id))

  return { events, cut: found.length > MOST }
}

function toldOf(ctx: Ctx, row: Event, { values, turns }: Past, known: Known): StoryEvent {
  const text = (key: string) => (typeof values[key] === 'string' && values[key] !== '' ? values[key] : null)
  const name = (key: string) => known.operators.get(Number(values[key])) ?? null
  const type = known.types.get(String(values['type']))
  const [from, to] = text('doneFrom') ? ['doneFrom', 'doneTo'] : ['plannedFrom', 'plannedTo']

  return {
    id: row.id,
    at: text('doneFrom') ?? text('plannedFrom') ?? text('deadline'),
    type: String(values['type']),
    typeLabel: type?.label ?? String(values['type']),
    icon: type?.icon ?? 'activity',
    hue: type?.hue ?? 'slate',
    subject: String(values['subject']),
    state: String(values['state']),
    stateLabel: stateLabel(ctx, values['state']),
    from: text(from),
    to: text(to),
    deadline: text('deadline'),
    owner: name('ownerId'),
    performer: name('performerId'),
    person: known.persons.get(Number(values['personId'])) ?? null,
    note: text('note'),
    outcome: text('outcome'),
    turns: turns.map(({ at, operatorId, after }) => ({
      at,
      by: known.operators.get(operatorId ?? 0) ?? null,
      state: String(after),
      stateLabel: stateLabel(ctx, after),
    })),
    files: [...(known.files.get(row.id) ?? [])].map((file) => ({
      ...file,
      by: known.operators.get(Number(file.by)) ?? null,
    })),
  }
}

function stateLabel(ctx: Ctx, state: unknown): string {
  return ctx.t(eventStates.find(({ key }) => key === state)?.label ?? String(state))
}

/** Files that were on the events by then, in the order they came; `by` is still the id of who added it. */
async function filesOf(ctx: Ctx, rows: readonly Event[], until: string): Promise<Known['files']> {
  const found: Attachment[] = []
  for (const ids of inParts(rows.map(({ id }) => id)))
    found.push(...(await seen(ctx, attachment).whereIn('event_id', ids).where('created_at', '<', until).orderBy('id')))
  const hashes = new Map<number, string>()
  for (const ids of inParts(found.map(({ blobId }) => blobId)))
    for (const { id, sha256 } of await Blob.query(ctx.db).whereIn('id', ids)) hashes.set(id, sha256)

  const byEvent = new Map<number, StoryFile[]>()
  for (const { id, eventId, blobId, name, mediaType, size, createdAt, createdBy } of found) {
    const by = createdBy === null ? null : String(createdBy)
    const file = { id, name, mediaType, size: Number(size), sha256: hashes.get(blobId) ?? '', at: createdAt, by }
    byEvent.set(eventId, [...(byEvent.get(eventId) ?? []), file])
  }
  return byEvent
}

function operatorsIn(past: ReadonlyMap<number, Past>, files: Known['files']): number[] {
  const told = [...past.values()].flatMap(({ values, turns }) => [
    values['ownerId'],
    values['performerId'],
    ...turns.map(({ operatorId }) => operatorId),
  ])
  return numbers([...told, ...[...files.values()].flat().map(({ by }) => (by === null ? null : Number(by)))])
}

function numbers(values: readonly unknown[]): number[] {
  return [...new Set(values.filter((value): value is number => typeof value === 'number'))]
}
