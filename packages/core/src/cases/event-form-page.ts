import type { FastifyReply } from 'fastify'
import { slotWarning } from '../calendar/slot-view.js'
import { contractor } from '../contractors/contractor.js'
import { contractorHead } from '../contractors/pages/contractor-head.js'
import { reachQuestions } from '../contractors/pages/part-questions.js'
import { person } from '../contractors/parts/person.js'
import type { Ctx } from '../ctx.js'
import type { Presented } from '../entity/present.js'
import { seen, seenOne } from '../entity/seen.js'
import { rowsOf, together } from '../entity/together.js'
import type { RefusedForm } from '../plugin/routes.js'
import { isRealDay } from '../time/day.js'
import { formView } from '../ui/form-view.js'
import { withOptions } from '../ui/with-options.js'
import { cardsOf } from './cards.js'
import { caseEntity } from './case.js'
import type { Event } from './models/event.js'
import { changedEventForm, eventForm } from './event-form.js'
import { shownNotices } from './notices.js'
import { eventTypes } from './event-types.js'
import { presentEvent } from './present-event.js'
import { requiredHint } from './required-fields.js'
import type { EventSeries } from './repeat/event-series.js'
import { shownRepeat } from './repeat/typed-repeat.js'
import { timelineOf, timelineQuestions } from './timeline.js'
import { shownTimes } from './typed-times.js'
import { uploadLimit } from '../files/upload-limit.js'

export interface EventFormAsked {
  /** Of the address: whose event, in which case, of which type, ordered from which. */
  readonly given?: {
    readonly contractor?: number
    readonly case?: number
    readonly type?: string
    readonly origin?: number
    /** A day and hours of it, out of the calendar. */
    readonly day?: string
    readonly from?: string
    readonly to?: string
    readonly performer?: number
  }
  /** The event that is changed. */
  readonly id?: number
  readonly refused?: RefusedForm
}

type Values = Readonly<Record<string, unknown>>
const RECENT = 5
const MOST = 200

/** The page of a new event, or of one that is changed, with the contractor it concerns beside it. */
export async function eventFormPage(
  ctx: Ctx,
  reply: FastifyReply,
  { given = {}, id, refused }: EventFormAsked,
): Promise<unknown> {
  const changed = id === undefined ? null : await presentEvent(ctx, id)
  const values: Values =
    refused?.values ??
    (changed
      ? {
          ...shownTimes(ctx, changed.row),
          ...(await shownNotices(ctx, changed.row.id)),
          ...shownRepeat(changed.series),
        }
      : await startingValues(ctx, given))
  const at = addresses(changed?.row ?? null, values)
  const drawn = await formView(ctx, changed ? changedEventForm : eventForm, {
    values,
    refused,
    ...(changed && { record: changed.record }),
    ...at,
    ...(changed === null && values.originId ? { hidden: { originId: String(values.originId as number) } } : {}),
    fresh: changed === null,
  })
  const contractorId =
    numberOf(fieldOf(drawn, 'contractorId') ?? values.contractorId) ?? changed?.row.contractorId ?? null
  const rows = contractorId === null ? null : await formRows(ctx, contractorId)
  const view = withTypeHint(
    withoutFollowing(rows === null ? drawn : narrowed(drawn, rows), changed?.series ?? null),
    await requiredHint(ctx, await eventTypes(ctx)),
  )
  const title = ctx.t(changed ? 'core.event.edit' : 'core.event.new')
  const beside = rows === null ? null : await besideOf(ctx, rows)

  return reply.page(
    'core/event-form-page',
    {
      form: view,
      isNew: changed === null,
      eventId: id ?? null,
      slotWarning: await warningOf(ctx, drawn, id),
      maxBytes: await uploadLimit(ctx),
      beside,
    },
    { title, crumbs: crumbsOf(ctx, changed, title), ...(refused && { status: refused.status }) },
  )
}

async function startingValues(
  ctx: Ctx,
  {
    contractor: contractorId,
    case: caseId,
    type,
    origin,
    day,
    from,
    to,
    performer,
  }: NonNullable<EventFormAsked['given']>,
): Promise<Values> {
  const row = caseId === undefined ? undefined : await seenOne(ctx, caseEntity, caseId)
  return {
    type: type ?? 'call',
    contractorId: row?.contractorId ?? contractorId,
    caseId,
    originId: origin,
    ownerId: ctx.operator?.id,
    shows: 'busy',
    noticeChannel: 'app',
    day: day ?? ctx.today(),
    from,
    to,
    performerId: performer === ctx.operator?.id ? undefined : performer,
  }
}

function addresses(row: Event | null, values: Values): { action: string; cancel: string } {
  if (row !== null) return { action: `/events/${row.id}`, cancel: `/events/${row.id}` }
  const caseId = numberOf(values.caseId)
  const contractorId = numberOf(values.contractorId)
  const back = caseId ? `/cases/${caseId}` : contractorId ? `/contractors/${contractorId}` : '/events'

  return { action: '/events', cancel: back }
}

/** What a field has as it is drawn: a search may have found it just now. */
function fieldOf({ groups }: Drawn, name: string): unknown {
  return groups.flatMap(({ fields }) => fields).find((field) => field.name === name)?.value
}

/** What the form says of its time as it is drawn; an event that is done is in nobody's way. */
async function warningOf(ctx: Ctx, drawn: Drawn, id: number | undefined) {
  const [day, from, to, type] = ['day', 'from', 'to', 'type'].map((name) => String(fieldOf(drawn, name) ?? ''))
  const operator = numberOf(fieldOf(drawn, 'performerId')) ?? numberOf(fieldOf(drawn, 'ownerId'))
  if (!day || !isRealDay(day) || !from || operator === null || fieldOf(drawn, 'done') === 'on') return null
  return slotWarning(ctx, { operator, day, from, to: to || undefined, type: type || undefined, except: id })
}

/** Once the contractor is known its open cases and people are few enough to choose from. */
function narrowed(view: Drawn, { cases, people }: Pick<FormRows, 'cases' | 'people'>): Drawn {
  const withCases = withOptions(
    view,
    'caseId',
    cases.map(({ id, name }) => ({ value: String(id), label: name })),
  )

  return withOptions(
    withCases,
    'personId',
    people.map((one) => ({ value: String(one.id), label: `${one.firstName} ${one.lastName}` })),
  )
}

/** Of an event that is not repeated nothing follows. */
function withoutFollowing(view: Drawn, series: EventSeries | null): Drawn {
  if (series !== null) return view
  const kept = ({ fields, ...group }: Drawn['groups'][number]) => ({
    ...group,
    fields: fields.filter(({ name }) => name !== 'following'),
  })
  return { ...view, groups: view.groups.map(kept) }
}

/** Under the kinds stands which of them require more. */
function withTypeHint(view: Drawn, hint: string | undefined): Drawn {
  if (hint === undefined) return view
  const hinted = (group: Drawn['groups'][number]) => ({
    ...group,
    fields: group.fields.map((field) => (field.name === 'type' ? { ...field, hint } : field)),
  })
  return { ...view, groups: view.groups.map(hinted) }
}

/** What the form chooses from, and what stands beside it, in one statement. */
async function formRows(ctx: Ctx, contractorId: number) {
  const of = { contractor_id: contractorId }
  const { told } = timelineQuestions(ctx, { of, base: '', limit: RECENT })

  return together(ctx, {
    told,
    ...reachQuestions(ctx, contractorId),
    contractor: rowsOf(contractor, seen(ctx, contractor).where('core_contractor.id', contractorId), []),
    cases: rowsOf(caseEntity, seen(ctx, caseEntity).where(of).whereNull('closed_at'), ['name_key', 'id'], MOST),
    people: rowsOf(person, seen(ctx, person).where(of).whereNull('to_day'), ['display_name_key', 'id'], MOST),
  })
}

type FormRows = Awaited<ReturnType<typeof formRows>>
type Drawn = Parameters<typeof withOptions>[0]

async function besideOf(ctx: Ctx, rows: FormRows) {
  const {
    contractor: [row],
    told,
  } = rows
  if (!row) return null
  const base = `/contractors/${row.id}`
  const head = await contractorHead(ctx, row, { ...rows, roles: [] })
  const { events } = await cardsOf(ctx, { events: told })
  const story = { of: { contractor_id: row.id }, base, limit: RECENT }
  const recent = await timelineOf(ctx, story, { told, kinds: [] }, events)

  return { href: base, name: row.fullName, head, groups: recent.groups }
}

function crumbsOf(ctx: Ctx, changed: { row: Event; record: Presented } | null, title: string) {
  const list = { label: ctx.t('core.events'), href: '/events' }
  return changed
    ? [list, { label: changed.row.subject, href: `/events/${changed.row.id}` }, { label: ctx.t('core.edit') }]
    : [list, { label: title }]
}

function numberOf(value: unknown): number | null {
  const number = Number(value)
  return value !== null && value !== undefined && value !== '' && Number.isInteger(number) && number > 0 ? number : null
}
