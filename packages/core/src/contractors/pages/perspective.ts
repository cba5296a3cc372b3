import { caseCards, type CaseCard } from '../../cases/case-cards.js'
import { caseEntity } from '../../cases/case.js'
import { eventCards } from '../../cases/event-cards.js'
import { event } from '../../cases/event.js'
import { timeline } from '../../cases/timeline.js'
import type { Ctx } from '../../ctx.js'
import type { Presented } from '../../entity/present.js'
import { seen } from '../../entity/seen.js'
import { may } from '../../permissions.js'
import { tabFills } from '../../ui/tab-fills.js'
import type { Contractor } from '../contractor.js'
import { contractorCounts, contractorTabs } from '../hooks.js'
import { sameTaxId } from '../same-tax-id.js'
import { contractorDetails } from './contractor-details.js'
import { factsOf } from './contractor-facts.js'
import { contractorHead } from './contractor-head.js'
import { contractorParts } from './contractor-parts.js'

export interface Asked {
  /** A tab of the page's own; a plugin's is asked for by `tab`. */
  readonly own: 'overview' | 'cases' | 'events'
  /** `<plugin>.<name of the fill>`. */
  readonly tab?: string
  readonly type?: string
  readonly before?: string
}

const PLANNED = 5
const CASES = 5
const ALL_CASES = 100

/** Everything a contractor's page shows beside its record (ui §8 Perspektywa). `row` must come from `seen`. */
export async function perspective(ctx: Ctx, row: Contractor, record: Presented, { own, tab, type, before }: Asked) {
  const base = `/contractors/${row.id}`
  const about = { contractor: { id: row.id } }
  const gathered = await ctx.gather(contractorCounts, { contractorId: row.id })
  const counts = new Map(gathered.map(({ tab: id, count }) => [id, count]))
  const fills = await tabFills(ctx, contractorTabs, about, { base, counts, ...(tab && { current: tab }) })
  const shown = fills.body.length > 0 ? 'plugin' : own
  const head = await contractorHead(ctx, row, (record.roles as readonly string[] | null) ?? [])

  return {
    about,
    head,
    base,
    facts: await factsOf(ctx, row.id),
    tab: shown,
    tabs: await ownTabs(ctx, row.id, base, shown),
    pluginTabs: fills.tabs,
    pluginBody: fills.body,
    pluginTab: tab ?? '',
    ...(await tabContent(ctx, row.id, { base, shown, ...(type && { type }), ...(before && { before }) })),
    twins: await sameTaxId(ctx, row.taxId, row.id),
    details: await contractorDetails(ctx, row, record, head.mayEdit),
    parts: await contractorParts(ctx, row.id),
  }
}

async function ownTabs(ctx: Ctx, contractorId: number, base: string, shown: string) {
  const cases = await seen(ctx, caseEntity).where({ contractor_id: contractorId }).resultSize()
  const events = await seen(ctx, event).where({ contractor_id: contractorId }).resultSize()
  const tabs = [
    { key: 'overview', href: base, count: null, may: true },
    { key: 'cases', href: `${base}/cases`, count: cases, may: ctx.can(may.readCases) },
    { key: 'events', href: `${base}/events`, count: events, may: ctx.can(may.readEvents) },
  ]
  return tabs
    .filter((one) => one.may)
    .map(({ key, href, count }) => ({
      href,
      count,
      label: ctx.t(`core.contractor.tab.${key}`),
      current: key === shown,
    }))
}

async function tabContent(
  ctx: Ctx,
  contractorId: number,
  { base, shown, type, before }: { base: string; shown: string; type?: string; before?: string },
) {
  const planned = shown === 'overview' || shown === 'events' ? await plannedOf(ctx, contractorId) : []
  const cases: readonly CaseCard[] =
    shown === 'overview' || shown === 'cases' ? await casesOf(ctx, contractorId, shown) : []
  const at = shown === 'events' ? `${base}/events` : base
  const limit = shown === 'events' ? 50 : 20
  const told =
    shown === 'overview' || shown === 'events'
      ? await timeline(ctx, {
          of: { contractor_id: contractorId },
          base: at,
          limit,
          ...(type && { type }),
          ...(before && { before }),
        })
      : null

  return { planned, cases, timeline: told }
}

async function plannedOf(ctx: Ctx, contractorId: number) {
  const rows = await seen(ctx, event)
    .where({ contractor_id: contractorId })
    .whereIn('state', ['planned', 'in-progress'])
    .orderBy('at')
    .orderBy('id')
    .limit(PLANNED)
  return eventCards(ctx, rows)
}

async function casesOf(ctx: Ctx, contractorId: number, shown: string) {
  const query = seen(ctx, caseEntity).where({ contractor_id: contractorId })
  const rows =
    shown === 'cases'
      ? await query
          .orderByRaw('closed_at is not null')
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(ALL_CASES)
      : await query.whereNull('closed_at').orderBy('created_at').orderBy('id').limit(CASES)
  return caseCards(ctx, rows)
}
