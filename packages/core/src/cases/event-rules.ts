import type { Ctx } from '../ctx.js'
import type { Change } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { addMinutes } from '../time/instant.js'
import { assigned } from './assigned.js'
import { eventSavable } from './hooks.js'
import { requiredRefusals } from './required-fields.js'

/** A clock that is five minutes fast is no lie. */
const AHEAD_MINUTES = 5

/** Rules over a whole event (spec-core §5), plugins' among them. */
export async function eventRules(ctx: Ctx, change: Change): Promise<readonly FieldRefusal[]> {
  await ctx.check(eventSavable, { change })

  return [
    ...times(ctx, change),
    ...source(change),
    ...assigned(ctx, change),
    ...(await belongings(ctx, change)),
    ...(await openCase(ctx, change)),
    ...(await requiredRefusals(ctx, change)),
  ]
}

function times(ctx: Ctx, { after }: Change): readonly FieldRefusal[] {
  const { state, plannedFrom, plannedTo, deadline, doneFrom, doneTo } = after
  if (state === 'done') return done(ctx, doneFrom, doneTo)
  if (state === 'planned' && !plannedFrom && !deadline)
    return [{ path: 'plannedFrom', code: 'core.event-without-time' }]
  const reversed = plannedTo && (!plannedFrom || String(plannedFrom) > String(plannedTo))

  return reversed ? [{ path: 'plannedTo', code: 'core.times-reversed' }] : []
}

function done(ctx: Ctx, from: unknown, to: unknown): readonly FieldRefusal[] {
  if (!from || !to) return [{ path: 'doneFrom', code: 'core.required' }]
  if (String(from) > String(to)) return [{ path: 'doneTo', code: 'core.times-reversed' }]
  return String(to) > addMinutes(ctx.now(), AHEAD_MINUTES) ? [{ path: 'doneTo', code: 'core.done-in-future' }] : []
}

function source({ before, changed }: Change): readonly FieldRefusal[] {
  return before !== null && changed.has('source') ? [{ path: 'source', code: 'core.source-fixed' }] : []
}

/** Case and person are the contractor's own, and nothing new begins with a contractor that was put aside. */
async function belongings(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  if (!after.contractorId || !['contractorId', 'caseId', 'personId'].some((name) => changed.has(name))) return []
  const [contractor, ofCase, ofPerson] = [
    await find(ctx, 'core_contractor', after.contractorId),
    await find(ctx, 'core_case', after.caseId),
    await find(ctx, 'core_person', after.personId),
  ]
  const elsewhere = (row: Row | undefined) => row !== undefined && row.contractor_id !== after.contractorId

  return [
    ...(before === null && contractor?.deactivated_at
      ? [{ path: 'contractorId', code: 'core.contractor-inactive' }]
      : []),
    ...(elsewhere(ofCase) ? [{ path: 'contractorId', code: 'core.other-contractor' }] : []),
    ...(elsewhere(ofPerson) ? [{ path: 'personId', code: 'core.other-contractor' }] : []),
  ]
}

/** What is still to be done stands in an open case; what was done may be noted in a closed one too. */
async function openCase(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  if (!after.caseId || !isOpen(after.state) || (isOpen(before?.state) && !changed.has('caseId'))) return []
  // Held until the end: a case that is being closed at this moment must not miss what is put into it.
  const row: { closed_at: string | null } | undefined = await ctx
    .db('core_case')
    .where({ id: Number(after.caseId) })
    .forShare()
    .first('closed_at')

  return row?.closed_at ? [{ path: 'caseId', code: 'core.case-is-closed' }] : []
}

function isOpen(state: unknown): boolean {
  return state === 'planned' || state === 'in-progress'
}

interface Row {
  readonly contractor_id?: number
  readonly deactivated_at?: string | null
}

async function find(ctx: Ctx, table: string, id: unknown): Promise<Row | undefined> {
  return id
    ? ctx
        .db(table)
        .where({ id: Number(id) })
        .first()
    : undefined
}
