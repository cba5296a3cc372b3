import { createAttributeType } from '../attributes/create-attribute-type.js'
import type { Actor, Ctx } from '../ctx.js'
import { dayOff } from '../calendar/day-off.js'
import { WEEK, workingHours } from '../calendar/working-hours.js'
import { openCase } from '../cases/services/open-case.js'
import { repeatEvent } from '../cases/repeat/repeat-event.js'
import type { RepeatRule } from '../cases/repeat/repeat-rule.js'
import { createEvent } from '../cases/services/create-event.js'
import { startEvent } from '../cases/services/start-event.js'
import { Person } from '../contractors/parts/person.js'
import { create } from '../entity/create.js'
import { attach } from '../files/attach.js'
import { MOST_UPLOAD } from '../files/upload-limit.js'
import { asSystem } from '../operators/as-system.js'
import { addDays } from '../time/day.js'
import { addMinutes, instantOf } from '../time/instant.js'
import { addWorkingDays } from '../time/working-days.js'
import { webhook } from '../webhooks/webhook.js'
import { attributes } from './data/attributes.js'
import { cases } from './data/cases.js'
import { contractors } from './data/contractors.js'
import { events, type ExampleEvent } from './data/events.js'
import { fileBytes } from './files.js'
import { loadContractor } from './load-contractor.js'
import { loadPeople } from './load-people.js'
import { loadWebForm } from './load-web-form.js'

/** What the example's records are known by while they are made. */
export interface Known {
  /** Operators by login. */
  readonly people: ReadonlyMap<string, Actor>
  /** Ids by the keys of demo-data: `K02`, `S2`. */
  readonly contractors: ReadonlyMap<string, number>
  readonly cases: ReadonlyMap<string, number>
}

/**
 * Core's part of the example firm on the local day T (demo-data §1–5): operators, attributes, contractors, cases, events,
 * files. Everything is dated as if it had happened then, by those who did it; T itself is at nine in the morning.
 */
export async function loadExampleFirm(given: Ctx, { day }: { readonly day: string }): Promise<void> {
  const ctx = asSystem(given)
  const people = await loadPeople(at(ctx, day, '09:00'))
  for (const type of attributes) await createAttributeType(at(ctx, day, '09:00'), type)

  const owners = new Map<string, number>()
  for (const one of contractors) {
    const made = at(as(ctx, people, one.owner ?? 'anna'), addDays(day, one.since), '09:00')
    owners.set(one.key, await loadContractor(made, one, { people, day }))
  }
  const binders = await loadCases(ctx, day, { people, contractors: owners })
  await loadEvents(ctx, day, { people, contractors: owners, cases: binders })
  await loadWebForm(at(ctx, day, '08:40'), people.get('barbara'))
  await create(at(ctx, day, '09:00'), webhook, exampleWebhook)
  await create(at(ctx, day, '09:00'), dayOff, { day: addWorkingDays(day, INVENTORY_AFTER), name: 'Inwentaryzacja' })
  await create(at(ctx, day, '09:00'), workingHours, { operatorId: people.get('franciszek')?.id, ...fitterHours })
}

/** Who fits begins and ends an hour before the office. */
const fitterHours = Object.fromEntries(WEEK.slice(0, 5).map((weekday) => [weekday, '07:00-15:00']))

/** Working days after T; the weeks before it are full of dates that the papers count on. */
const INVENTORY_AFTER = 40

const monthly: RepeatRule = {
  unit: 'month',
  every: 1,
  weekdays: [],
  monthBy: 'weekday',
  monthDay: null,
  until: null,
  times: null,
  off: 'next',
}

/** Has no secret yet, so nothing is called. */
const exampleWebhook = {
  name: 'Program księgowy',
  address: 'https://ksiegowosc.example/zdarzenia',
  hooks: ['core.event-done', 'core.case-closed'],
}

async function loadCases(
  ctx: Ctx,
  day: string,
  { people, contractors: owners }: Omit<Known, 'cases'>,
): Promise<ReadonlyMap<string, number>> {
  const made = new Map<string, number>()
  for (const { key, name, alias, contractor, role, owner, since, note } of cases) {
    const { id } = await openCase(at(as(ctx, people, owner), addDays(day, since), '09:00'), {
      name,
      aliases: alias ?? null,
      contractorId: idOf(owners, contractor),
      contractorRole: role,
      ownerId: people.get(owner)?.id ?? null,
      note,
    })
    made.set(key, id)
  }
  return made
}

async function loadEvents(ctx: Ctx, day: string, known: Known): Promise<void> {
  const made = new Map<string, number>()
  for (const one of events) {
    const on = addDays(day, one.day)
    const open = one.state === 'planned' || one.state === 'in-progress'
    const begin = instantOf(`${on}T${one.from}`, ctx.zone)
    // What is planned was planned in the morning of T or, when that is earlier, of its own day.
    const then =
      one.state === 'planned'
        ? at(as(ctx, known.people, one.owner), day, '09:00')
        : moment(as(ctx, known.people, one.owner), addMinutes(begin, one.minutes))
    const planned = await createEvent(then, { ...(await valuesOf(ctx, one, known, made)), ...times(begin, one, open) })
    const { id } = planned
    if (one.monthly) await repeatEvent(then, planned, planned, { rule: monthly })
    if (one.state === 'in-progress') await startEvent(then, id)
    if (one.key) made.set(one.key, id)
    if (one.file) await attach(then, id, await stored(then, one.file, on))
  }
}

async function valuesOf(
  ctx: Ctx,
  one: ExampleEvent,
  { people, contractors: owners, cases: binders }: Known,
  made: ReadonlyMap<string, number>,
) {
  const caseId = idOf(binders, one.case)
  const contractorId = idOf(owners, cases.find(({ key }) => key === one.case)?.contractor ?? '')
  return {
    type: one.type,
    caseId,
    subject: one.subject,
    ownerId: people.get(one.owner)?.id ?? null,
    performerId: one.performer ? (people.get(one.performer)?.id ?? null) : null,
    personId: one.person ? await personOf(ctx, contractorId, one.person) : null,
    originId: one.origin ? idOf(made, one.origin) : null,
    note: one.note ?? null,
    outcome: one.outcome ?? null,
    ...(one.call && { attributes: { 'wynik-rozmowy': one.call } }),
  }
}

function times(begin: string, { minutes }: ExampleEvent, open: boolean) {
  const end = addMinutes(begin, minutes)
  return open ? { plannedFrom: begin, plannedTo: end, deadline: null } : { state: 'done', doneFrom: begin, doneTo: end }
}

async function personOf(ctx: Ctx, contractorId: number, lastName: string): Promise<number> {
  const row = await Person.query(ctx.db).findOne({ contractor_id: contractorId, last_name: lastName }).throwIfNotFound()
  return row.id
}

async function stored(ctx: Ctx, name: NonNullable<ExampleEvent['file']>, on: string) {
  const bytes = fileBytes(name, on)
  const source = (async function* () {
    yield bytes
  })()
  return { name, ...(await ctx.files.put(source, { maxBytes: MOST_UPLOAD })) }
}

/** The same work on a day and hour of the past, or of T. */
export function at(ctx: Ctx, day: string, time: string): Ctx {
  return moment(ctx, instantOf(`${day}T${time}`, ctx.zone))
}

function moment(ctx: Ctx, now: string): Ctx {
  return { ...ctx, now: () => now, today: () => now.slice(0, 10) }
}

/** The same work by one of the example's operators; still nobody's rights are asked. */
function as(ctx: Ctx, people: Known['people'], login: string): Ctx {
  return { ...ctx, operator: people.get(login) ?? null }
}

function idOf(ids: ReadonlyMap<string, number>, key: string): number {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`the example knows no ${key}`)
  return id
}
