import { contractor } from '../../contractors/contractor.js'
import { contractorRoles } from '../../contractors/roles/contractor-roles.js'
import type { Ctx } from '../../ctx.js'
import { labelsOf, type Labels } from '../../entity/labels.js'
import { operator } from '../../operators/operator.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { addDays, isRealDay } from '../../time/day.js'
import { instantOf } from '../../time/instant.js'
import { caseEntity } from '../case.js'
import type { Case } from '../models/case.js'
import { results } from '../options.js'
import { pastOf, type Past, type Turn } from './past.js'
import { caseStory, type Story } from './story.js'
import { storyEvents } from './story-events.js'

/**
 * The story of a case as it was at the end of a local day (today unless said), of what the reader may see: a past day is
 * read from the trail. What was removed since, or has moved to another case, is not in it. 400 `core.malformed` for a day
 * that is none or is to come, 404 when the case was not there yet.
 */
export async function readStory(ctx: Ctx, row: Case, on?: string): Promise<Story> {
  const day = on ?? ctx.today()
  if (!isRealDay(day) || day > ctx.today())
    throw new Refusal('core.malformed', { status: 400, fields: [{ path: 'on', code: 'core.bad-day' }] })
  const until = instantOf(`${addDays(day, 1)}T00:00`, ctx.zone)
  if (row.createdAt >= until) throw notFound()
  const past = (await pastOf(ctx, caseEntity, [row], { until, field: 'ownerId' })).get(row.id)
  const { values, turns } = past ?? { values: {}, turns: [] }
  const role = (await contractorRoles(ctx)).find(({ key }) => key === values['contractorRole'])
  const names = await namesOf(ctx, values, turns)
  const whose = await labelsOf(ctx, contractor, [row.contractorId])
  const result = results.find(({ key }) => key === values['result'])
  const { events, cut } = await storyEvents(ctx, row.id, until)

  return {
    id: row.id,
    day,
    number: row.number,
    name: String(values['name']),
    aliases: textOf(values['aliases']),
    contractor: whose.get(row.contractorId) ?? null,
    contractorRole: role?.label ?? row.contractorRole,
    owner: nameIn(names, values['ownerId']),
    note: textOf(values['note']),
    openedAt: row.createdAt,
    closedAt: textOf(values['closedAt']),
    closedBy: nameIn(names, values['closedById']),
    resultLabel: result ? ctx.t(result.label) : null,
    closingReason: textOf(values['closingReason']),
    owners: handedOver(turns, names),
    facts: [...(await ctx.gather(caseStory, { case: { id: row.id, contractorId: row.contractorId }, day }))],
    events,
    cut,
  }
}

async function namesOf(ctx: Ctx, values: Past['values'], turns: readonly Turn[]): Promise<Labels> {
  const ids = [values['ownerId'], values['closedById'], ...turns.flatMap(({ before, after }) => [before, after])]
  return labelsOf(ctx, operator, [...new Set(ids.filter((id) => typeof id === 'number'))])
}

/** The first owner was given with the case; from then on it was handed over. */
function handedOver(turns: readonly Turn[], names: Labels): Story['owners'] {
  return turns
    .filter(({ before }) => before !== null)
    .map(({ at, before, after }) => ({ at, from: nameIn(names, before), to: nameIn(names, after) }))
}

const nameIn = (names: Labels, id: unknown): string | null => (typeof id === 'number' ? (names.get(id) ?? null) : null)
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
