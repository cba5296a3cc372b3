import { formatInstant, type Ctx, type Presented, type PresentedRef } from '@berberis/sdk'
import type { Members } from '../services/members.js'
import { casesPage, contractorsPage, eventsPage } from '../services/members-page.js'

export const ownTabs = ['cases', 'contractors', 'events'] as const
export type OwnTab = (typeof ownTabs)[number]

interface Member {
  readonly id: number
  readonly href: string
  readonly label: string
  readonly sub: string
  readonly subHref: string | null
  readonly end: string
  /** Address that takes a case out of the project; null when that may not be. */
  readonly releaseHref: string | null
}

interface MembersGiven {
  readonly base: string
  readonly after?: number | undefined
  readonly mayEdit: boolean
}

const pages = { cases: casesPage, contractors: contractorsPage, events: eventsPage }
const views = { cases: caseRow, contractors: contractorRow, events: eventRow }

/** What a tab of the page shows of the project's cases, contractors or events. */
export async function membersView(ctx: Ctx, of: Members, tab: OwnTab, { base, after, mayEdit }: MembersGiven) {
  const { items, next } = await pages[tab](ctx, of, after)
  const at = tab === 'cases' ? `${base}?` : `${base}?tab=${tab}&`

  return {
    heading: ctx.t(`projects.tab.${tab}`),
    emptyText: ctx.t(`projects.none.${tab}`),
    heads: ['name', 'about', 'end'].map((each) => ctx.t(`projects.head.${tab}.${each}`)),
    rows: items.map((item): Member => {
      const row = views[tab](ctx, item)
      return { ...row, releaseHref: tab === 'cases' && mayEdit ? `${base}/cases/${item.id}/removal` : null }
    }),
    releases: tab === 'cases' && mayEdit,
    addHref: tab === 'cases' && mayEdit ? `${base}/cases/new` : null,
    firstHref: after === undefined ? null : at.slice(0, -1),
    nextHref: next === null ? null : `${at}after=${next}`,
  }
}

type Row = Omit<Member, 'releaseHref'>

function caseRow(ctx: Ctx, item: Presented): Row {
  const about = refText(ctx, item['contractor'] as PresentedRef, '/contractors')
  const end = item['closedAt'] ? ctx.t('projects.case-closed') : ctx.t('projects.case-open')
  return { id: item.id, href: `/cases/${item.id}`, label: String(item['name']), ...about, end }
}

function contractorRow(_ctx: Ctx, item: Presented): Row {
  const label = String(item['displayName'])
  const end = typeof item['city'] === 'string' ? item['city'] : ''
  return { id: item.id, href: `/contractors/${item.id}`, label, sub: String(item['taxId'] ?? ''), subHref: null, end }
}

function eventRow(ctx: Ctx, item: Presented): Row {
  const about = refText(ctx, item['case'] as PresentedRef, '/cases')
  const end = typeof item['at'] === 'string' ? formatInstant(item['at'], ctx.zone, ctx.locale) : ''
  return { id: item.id, href: `/events/${item.id}`, label: String(item['subject']), ...about, end }
}

function refText(ctx: Ctx, ref: PresentedRef, path: string): Pick<Row, 'sub' | 'subHref'> {
  if (ref === null) return { sub: '', subHref: null }
  return ref.id === null
    ? { sub: ctx.t('core.no-access'), subHref: null }
    : { sub: ref.label, subHref: `${path}/${ref.id}` }
}
