import type { Event } from '../../cases/models/event.js'
import type { Ctx } from '../../ctx.js'
import { contractorFacts, type ContractorFact } from '../hooks.js'
import type { PerspectiveRows } from './perspective-rows.js'

/** A figure of the strip, ready to be drawn: either a text or an instant. */
export interface FactView {
  readonly label: string
  readonly value: string
  /** UTC instant, shown as „dziś 14:00”. */
  readonly at: string | null
  readonly note: string | null
  readonly href: string | null
  readonly tone: string | null
}

const MOST = 6

/** Core's own figures (open cases, what comes next, what was last), then those of plugins; six at most. */
export async function factsOf(ctx: Ctx, contractorId: number, rows: Asked): Promise<readonly FactView[]> {
  const gathered = await ctx.gather(contractorFacts, { contractorId })
  const own = [openCases(ctx, contractorId, rows), nextEvent(ctx, rows), lastEvent(ctx, rows)]

  return [...own, ...gathered.map(viewOf)].slice(0, MOST)
}

type Asked = Pick<PerspectiveRows, 'roles' | 'planned' | 'done'>

function openCases(ctx: Ctx, contractorId: number, { roles }: Asked): FactView {
  const open = roles.filter((one) => Number(one.open) === 1)
  const sum = (some: typeof open) => some.reduce((all, { n }) => all + Number(n), 0)
  const count = sum(open.filter((one) => one.contractor_role === 'client'))

  return {
    ...empty,
    label: ctx.t('core.fact.open-cases'),
    value: String(sum(open)),
    note: count > 0 ? ctx.t('core.fact.as-client', { count }) : null,
    href: `/contractors/${contractorId}/cases`,
  }
}

function nextEvent(ctx: Ctx, { planned: [row] }: Asked): FactView {
  const now = ctx.now()
  const late = row?.deadline != null && row.deadline < now
  const past = row?.at != null && row.at < now
  return { ...eventFact(ctx.t('core.fact.next-event'), row), tone: late ? 'bad' : past ? 'warn' : null }
}

function lastEvent(ctx: Ctx, { done: [row] }: Asked): FactView {
  return eventFact(ctx.t('core.fact.last-event'), row)
}

function eventFact(label: string, row: Event | undefined): FactView {
  return {
    ...empty,
    label,
    at: row?.at ?? null,
    note: row?.subject ?? null,
    href: row ? `/events/${row.id}` : null,
  }
}

const empty: Omit<FactView, 'label'> = { value: '—', at: null, note: null, href: null, tone: null }

function viewOf({ label, value, note, href, tone }: ContractorFact): FactView {
  return { label, value, at: null, note: note ?? null, href: href ?? null, tone: tone ?? null }
}
