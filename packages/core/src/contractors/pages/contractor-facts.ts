import { caseEntity } from '../../cases/case.js'
import { event } from '../../cases/event.js'
import type { Ctx } from '../../ctx.js'
import { seen } from '../../entity/seen.js'
import { contractorFacts, type ContractorFact } from '../hooks.js'

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
export async function factsOf(ctx: Ctx, contractorId: number): Promise<readonly FactView[]> {
  const gathered = await ctx.gather(contractorFacts, { contractorId })
  const own = [
    await openCases(ctx, contractorId),
    await nextEvent(ctx, contractorId),
    await lastEvent(ctx, contractorId),
  ]

  return [...own, ...gathered.map(viewOf)].slice(0, MOST)
}

async function openCases(ctx: Ctx, contractorId: number): Promise<FactView> {
  const rows = await seen(ctx, caseEntity)
    .where({ contractor_id: contractorId })
    .whereNull('closed_at')
    .select('contractor_role')
  const clients = rows.filter(({ contractorRole }) => contractorRole === 'client').length
  const note = rows.length > 0 ? ctx.t('core.fact.as-client', { count: clients }) : null

  return {
    ...empty,
    label: ctx.t('core.fact.open-cases'),
    value: String(rows.length),
    note,
    href: `/contractors/${contractorId}/cases`,
  }
}

async function nextEvent(ctx: Ctx, contractorId: number): Promise<FactView> {
  const row = await seen(ctx, event)
    .where({ contractor_id: contractorId })
    .whereIn('state', ['planned', 'in-progress'])
    .orderBy('at')
    .orderBy('id')
    .first()
  const late = row?.deadline != null && row.deadline < ctx.now()

  return {
    ...empty,
    label: ctx.t('core.fact.next-event'),
    at: row?.at ?? null,
    note: row?.subject ?? null,
    href: row ? `/events/${row.id}` : null,
    tone: late ? 'bad' : null,
  }
}

async function lastEvent(ctx: Ctx, contractorId: number): Promise<FactView> {
  const row = await seen(ctx, event)
    .where({ contractor_id: contractorId, state: 'done' })
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .first()

  return {
    ...empty,
    label: ctx.t('core.fact.last-event'),
    at: row?.at ?? null,
    note: row?.subject ?? null,
    href: row ? `/events/${row.id}` : null,
  }
}

const empty: Omit<FactView, 'label'> = { value: '—', at: null, note: null, href: null, tone: null }

function viewOf({ label, value, note, href, tone }: ContractorFact): FactView {
  return { label, value, at: null, note: note ?? null, href: href ?? null, tone: tone ?? null }
}
