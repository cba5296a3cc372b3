import { cardsOf } from '../../cases/cards.js'
import { timelineOf } from '../../cases/timeline.js'
import type { Ctx } from '../../ctx.js'
import type { Presented } from '../../entity/present.js'
import { may } from '../../permissions.js'
import { tabFills } from '../../ui/tab-fills.js'
import type { Contractor } from '../contractor.js'
import { contractorCounts, contractorTabs } from '../hooks.js'
import { twinOf } from '../same-tax-id.js'
import { contractorDetails } from './contractor-details.js'
import { factsOf } from './contractor-facts.js'
import { contractorHead } from './contractor-head.js'
import { contractorParts } from './contractor-parts.js'
import { peopleOf } from './people.js'
import { perspectiveRows, STORY, type PerspectiveRows, type RowsAsked } from './perspective-rows.js'

export interface Asked {
  /** A tab of the page's own; a plugin's is asked for by `tab`. */
  readonly own: 'overview' | 'cases' | 'events' | 'people'
  /** `<plugin>.<name of the fill>`. */
  readonly tab?: string
  readonly type?: string
  readonly before?: string
  /** Of the tab of people: id of a department, or `none`. */
  readonly department?: string
}

/** Everything a contractor's page shows beside its record (ui §8 Perspektywa). `row` must come from `seen`. */
export async function perspective(
  ctx: Ctx,
  row: Contractor,
  record: Presented,
  { own, tab, type, before, department }: Asked,
) {
  const base = `/contractors/${row.id}`
  const about = { contractor: { id: row.id } }
  const gathered = await ctx.gather(contractorCounts, { contractorId: row.id })
  const counts = new Map(gathered.map(({ tab: id, count }) => [id, count]))
  const fills = await tabFills(ctx, contractorTabs, about, { base, counts, ...(tab && { current: tab }) })
  const shown = fills.body.length > 0 ? 'plugin' : own
  const asked: RowsAsked = {
    shown,
    base: own === 'events' ? `${base}/events` : base,
    ...(type && { type }),
    ...(before && { before }),
  }
  const rows = await perspectiveRows(ctx, row, asked)
  const roles = (record.roles as readonly string[] | null) ?? []
  const head = await contractorHead(ctx, row, { ...rows, roles })

  return {
    about,
    head,
    base,
    facts: await factsOf(ctx, row.id, rows),
    tab: shown,
    tabs: ownTabs(ctx, rows, base, { shown, individual: head.individual }),
    pluginTabs: fills.tabs,
    pluginBody: fills.body,
    pluginTab: tab ?? '',
    ...(await tabContent(ctx, row.id, rows, asked)),
    people: shown === 'people' ? await peopleOf(ctx, row.id, rows, { department, mayEdit: head.mayEdit }) : null,
    twins: rows.twins.map(twinOf),
    details: await contractorDetails(ctx, row, record, { contacts: rows.contacts, mayEdit: head.mayEdit }),
    parts: contractorParts(ctx, row.id, rows),
  }
}

function ownTabs(
  ctx: Ctx,
  { roles, kinds, persons }: PerspectiveRows,
  base: string,
  { shown, individual }: { readonly shown: string; readonly individual: boolean },
) {
  const sum = (counted: readonly { readonly n: number }[]) => counted.reduce((all, { n }) => all + Number(n), 0)
  const tabs = [
    { key: 'overview', href: base, count: null, may: true },
    { key: 'cases', href: `${base}/cases`, count: sum(roles), may: ctx.can(may.readCases) },
    { key: 'events', href: `${base}/events`, count: sum(kinds), may: ctx.can(may.readEvents) },
    { key: 'people', href: `${base}/people`, count: persons.length, may: !individual },
    { key: 'history', href: `${base}/history`, count: null, may: true },
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

async function tabContent(ctx: Ctx, contractorId: number, rows: PerspectiveRows, asked: RowsAsked) {
  const { shown } = asked
  const withStory = shown === 'overview' || shown === 'events'
  const soon = withStory ? rows.planned : []
  const { events, cases } = await cardsOf(ctx, { events: [...soon, ...rows.told], cases: rows.cases })
  const story = { ...asked, of: { contractor_id: contractorId }, limit: STORY[shown] }

  return {
    planned: events.slice(0, soon.length),
    cases,
    timeline: withStory ? await timelineOf(ctx, story, rows, events) : null,
  }
}
