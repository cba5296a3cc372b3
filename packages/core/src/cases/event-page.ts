import { attributeLines } from '../attributes/pages/attribute-lines.js'
import type { Ctx } from '../ctx.js'
import type { PresentedRef } from '../entity/labels.js'
import type { Presented } from '../entity/present.js'
import { editable, seen } from '../entity/seen.js'
import { uploadLimit } from '../files/upload-limit.js'
import { may } from '../permissions.js'
import { localDateTime } from '../time/instant.js'
import { tabFills } from '../ui/tab-fills.js'
import { attachmentsOfEvent } from './attachment-views.js'
import { cardsOf } from './cards.js'
import { event } from './event.js'
import type { Event } from './models/event.js'
import { eventTabs } from './hooks.js'
import { shownAs } from './options.js'
import { ruleOf, type EventSeries } from './repeat/event-series.js'
import { repeatText } from './repeat/repeat-text.js'

/** Events ordered from one that its page shows. */
const ORDERS = 20

/** Everything an event's page shows beside its record: files, details, what may be done with it. */
export async function eventPage(
  ctx: Ctx,
  row: Event,
  record: Presented,
  { tab, series }: { readonly tab?: string; readonly series: EventSeries | null },
) {
  const orders = await seen(ctx, event).where({ origin_id: row.id }).orderBy('id').limit(ORDERS)
  const {
    events: [card, ...ordered],
  } = await cardsOf(ctx, { events: [row, ...orders] })
  const mayEdit = await editable(ctx, event, row)
  const fills = await tabFills(
    ctx,
    eventTabs,
    { event: { id: row.id } },
    { base: `/events/${row.id}`, ...(tab && { current: tab }) },
  )
  const open = row.state === 'planned' || row.state === 'in-progress'
  const from = row.plannedFrom !== null && row.plannedFrom <= ctx.now() ? row.plannedFrom : null

  return {
    about: { event: { id: row.id, contractorId: row.contractorId, caseId: row.caseId } },
    card,
    ordered,
    order: open && ctx.can(may.editEvents) ? `${nextAddress(row)}&origin=${row.id}` : null,
    mayEdit,
    open,
    mayStart: mayEdit && row.state === 'planned',
    mayReplan: mayEdit && !open,
    /** It and its files: what a plugin tells stays. */
    removable: mayEdit && row.source === null,
    times: timesOf(row),
    doneFrom: from === null ? '' : localDateTime(from, ctx.zone),
    doneTo: '',
    files: await attachmentsOfEvent(ctx, row),
    maxBytes: await uploadLimit(ctx),
    details: await detailsOf(ctx, row, record),
    repetition: series && repetitionOf(ctx, row, series),
    pluginTabs: fills.tabs,
    pluginBody: fills.body,
    pluginTab: tab ?? '',
    ownTab: [
      { label: ctx.t('core.event.details'), href: `/events/${row.id}`, count: null, current: fills.body.length === 0 },
    ],
    next: ctx.can(may.editEvents) ? nextAddress(row) : null,
    sourceHref: sourceHref(ctx, row.source),
  }
}

/** How it repeats; it may be ended where something of it still lies ahead. */
function repetitionOf(ctx: Ctx, row: Event, series: EventSeries) {
  return {
    text: repeatText(ctx, ruleOf(series), series.firstDay),
    stopped: series.stopped !== null,
    mayStop: series.nextOn !== null || series.madeTo > (row.seriesDay ?? series.madeTo),
  }
}

function timesOf(row: Event): { from: string | null; to: string | null } {
  return row.doneFrom === null ? { from: row.plannedFrom, to: row.plannedTo } : { from: row.doneFrom, to: row.doneTo }
}

function nextAddress({ caseId, contractorId }: Event): string {
  return `/events/new?${caseId === null ? `contractor=${contractorId}` : `case=${caseId}`}`
}

async function detailsOf(ctx: Ctx, row: Event, record: Presented) {
  const shown = shownAs.find(({ key }) => key === row.shows)
  const refs = [
    ['contractor', '/contractors'],
    ['case', '/cases'],
    ['person', '/persons'],
    ['owner', null],
    ['performer', null],
    ['origin', '/events'],
  ] as const
  const lines = await attributeLines(ctx, event, record)

  return [
    ...refs.map(([name, path]) => refLine(ctx, name, record[name] as PresentedRef, path)),
    {
      label: ctx.t('core.event.shows'),
      text: ctx.t(shown?.label ?? 'core.event.shows.busy'),
      href: null,
      avatar: false,
    },
    ...lines.map(({ label, text }) => ({ label, text, href: null, avatar: false })),
  ].filter(({ text }) => text !== '')
}

function refLine(ctx: Ctx, name: string, ref: PresentedRef, path: string | null) {
  const label = ctx.t(`core.event.${name}`)
  if (ref === null) return { label, text: '', href: null, avatar: false }
  if (ref.id === null) return { label, text: ctx.t('core.no-access'), href: null, avatar: false }
  return { label, text: ref.label, href: path && `${path}/${ref.id}`, avatar: path === null }
}

/** `sales.invoice:12` → where that invoice stands. */
function sourceHref(ctx: Ctx, source: string | null): string | null {
  const [entity = '', id = ''] = (source ?? '').split(':')
  const path = ctx.registry.entity(entity)?.path
  return path !== undefined && /^\d+$/.test(id) ? `${path}/${id}` : null
}
