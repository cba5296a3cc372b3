import type { QueryBuilder } from 'objection'
import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { figuresOf, rowsOf, type Question } from '../entity/together.js'
import { attachment, Attachment } from '../files/attachment.js'
import { typesGoing } from './event-types.js'
import { Event } from './models/event.js'

/** Files of a case that one page shows. */
const MOST = 200
/** Events of a case whose kinds are looked at for them. */
const MOST_EVENTS = 2000

/** What files are, as people tell them apart, by their media types; `office` holds texts and sheets. */
export const FILE_KINDS = {
  pdf: { exact: ['application/pdf'], starts: [] },
  image: { exact: [], starts: ['image/'] },
  mail: { exact: ['message/rfc822', 'application/vnd.ms-outlook'], starts: [] },
  office: {
    exact: ['application/msword', 'application/rtf', 'application/x-cfb', 'application/vnd.ms-excel'],
    starts: ['text/', 'application/vnd.openxmlformats-', 'application/vnd.oasis.'],
  },
  sound: { exact: [], starts: ['audio/', 'video/'] },
} as const satisfies Readonly<Record<string, { readonly exact: readonly string[]; readonly starts: readonly string[] }>>

export type FileKind = keyof typeof FILE_KINDS | 'other'

export interface FilesAsked {
  readonly kind?: FileKind | undefined
  /** By the kind of the event a file hangs on: `in` came to us, `out` left from us. */
  readonly direction?: 'in' | 'out' | undefined
}

/** Which kind a file is of; `other` when nobody gave it a name. */
export function fileKindOf(mediaType: string): FileKind {
  const found = kinds().find(
    ([, { exact, starts }]) => exact.includes(mediaType) || starts.some((start) => mediaType.startsWith(start)),
  )
  return found ? found[0] : 'other'
}

/** The files of a case the reader may see, newest first, to be asked together with the rest of a page. */
export async function filesOfCase(
  ctx: Ctx,
  caseId: number,
  { kind, direction }: FilesAsked = {},
): Promise<Question<Attachment>> {
  const events = Event.query(ctx.db).where({ case_id: caseId }).select('id')
  if (direction) void events.whereIn('type', [...(await typesGoing(ctx, direction))])
  const query = seen(ctx, attachment).whereIn('event_id', events)
  if (kind) ofKind(query, kind)
  return rowsOf(attachment, query, ['created_at desc', 'id desc'], MOST)
}

/** An event and its kind, of which files take the way they went. */
export interface EventKind {
  readonly id: number
  readonly type: string
}

/** The kinds of those events of a case that have files, to be asked together with them. */
export function kindsWithFiles(ctx: Ctx, caseId: number): Question<EventKind> {
  const query = Event.query(ctx.db)
    .where({ case_id: caseId })
    .whereExists(Attachment.query(ctx.db).whereColumn('core_attachment.event_id', 'core_event.id'))
    .limit(MOST_EVENTS)
    .select('id', 'type')
  return figuresOf<EventKind>(query, ['id', 'type'])
}

function ofKind(query: QueryBuilder<Attachment>, kind: FileKind): void {
  const column = 'core_attachment.media_type'
  const { exact, starts } =
    kind === 'other'
      ? { exact: kinds().flatMap(([, one]) => one.exact), starts: kinds().flatMap(([, one]) => one.starts) }
      : (FILE_KINDS[kind] as Known)
  const matching = (one: QueryBuilder<Attachment>) => {
    void one.whereIn(column, [...exact])
    for (const start of starts) void one.orWhere(column, 'like', `${start}%`)
  }
  void (kind === 'other' ? query.whereNot(matching) : query.where(matching))
}

interface Known {
  readonly exact: readonly string[]
  readonly starts: readonly string[]
}

const kinds = () => Object.entries(FILE_KINDS) as [Exclude<FileKind, 'other'>, Known][]
