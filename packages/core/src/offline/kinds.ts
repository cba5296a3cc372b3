import { eventTypes } from '../cases/event-types.js'
import { requiredOf } from '../cases/required-fields.js'
import type { Ctx } from '../ctx.js'

/** What the short form has beside what every event needs. */
const ASKED: ReadonlySet<string> = new Set(['note'])

/** Kinds of events that can be noted without a connection: those in use that require nothing the short form does not ask for. */
export async function offlineKinds(
  ctx: Ctx,
): Promise<readonly { readonly key: string; readonly label: string; readonly note: boolean }[]> {
  const found = []
  for (const { key, label, archived } of await eventTypes(ctx)) {
    // Read once and kept with the kinds themselves; no query of its own.
    const required = await requiredOf(ctx, key)
    // An outcome is asked only when a planned event ends.
    const fits = required.every((field) => field === 'outcome' || ASKED.has(field))
    if (!archived && fits) found.push({ key, label, note: required.includes('note') })
  }
  return found
}
