import { firmCalendar } from '../../calendar/working-time.js'
import { eventTypes } from '../../cases/event-types.js'
import type { Event } from '../../cases/models/event.js'
import { createEvent } from '../../cases/services/create-event.js'
import type { Ctx } from '../../ctx.js'
import { asSystem } from '../../operators/as-system.js'
import { deadlineOf } from '../../time/working-days.js'
import type { WebForm } from '../web-form.js'
import { findContractor } from './find-contractor.js'
import type { Inquiry } from './inquiry.js'
import { inquiryNote } from './inquiry-note.js'
import { newContractor } from './new-contractor.js'

/** The kind of event when the form's own was archived since; core keeps it. */
const FALLBACK = 'email'

/**
 * What a judged inquiry becomes: an event for the operator the form names, of the contractor whose it is, or of a new one.
 * Nobody who works here did it, so it is nobody's: the trail says that it came by a web form. Of a contractor who was here
 * before nothing is changed.
 */
export async function keepInquiry(given: Ctx, row: WebForm, inquiry: Inquiry): Promise<Event> {
  const ctx = asVisitor(given)
  const whose = (await findContractor(ctx, inquiry)) ?? (await newContractor(ctx, row, inquiry))

  return createEvent(ctx, {
    ...whose,
    type: await typeOf(ctx, row),
    subject: row.subject,
    ownerId: row.ownerId,
    deadline: await deadlineFor(ctx, row),
    note: await inquiryNote(ctx, row, inquiry),
  })
}

function asVisitor(ctx: Ctx): Ctx {
  return { ...asSystem(ctx), operator: null, origin: ctx.origin === 'example' ? 'example' : 'web-form' }
}

async function typeOf(ctx: Ctx, { eventType }: WebForm): Promise<string> {
  const offered = (await eventTypes(ctx)).filter(({ archived }) => !archived).map(({ key }) => key)
  return [eventType, FALLBACK].find((key) => offered.includes(key)) ?? offered[0] ?? eventType
}

async function deadlineFor(ctx: Ctx, { deadlineDays, deadlineHours }: WebForm): Promise<string> {
  if (deadlineHours !== null) return deadlineOf(ctx.now(), { hours: Number(deadlineHours) }, { zone: ctx.zone })
  return deadlineOf(ctx.now(), { workingDays: Number(deadlineDays ?? 1) }, await firmCalendar(ctx))
}
