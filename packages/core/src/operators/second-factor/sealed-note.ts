import { type Static, type TObject } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Ctx } from '../../ctx.js'
import { SealedElsewhere } from '../../host/vault.js'
import { addMinutes } from '../../time/instant.js'

/** A kind of notes to oneself that a browser carries for a while and can neither read nor make. */
export interface NoteKind<S extends TObject> {
  readonly purpose: string
  readonly schema: S
  readonly minutes: number
}

/** Seals a note for the minutes of its kind. */
export function sealNote<S extends TObject>(ctx: Ctx, { purpose, minutes }: NoteKind<S>, note: Static<S>): string {
  return ctx.vault.seal(JSON.stringify({ purpose, until: addMinutes(ctx.now(), minutes), note }))
}

/** What was sealed; null when it is of another kind, too old, or not ours. */
export function openNote<S extends TObject>(ctx: Ctx, kind: NoteKind<S>, sealed: string): Static<S> | null {
  const opened = opening(ctx, sealed)
  if (opened?.purpose !== kind.purpose || typeof opened.until !== 'string' || opened.until <= ctx.now()) return null
  return Value.Check(kind.schema, opened.note) ? opened.note : null
}

function opening(ctx: Ctx, sealed: string): { purpose?: unknown; until?: unknown; note?: unknown } | null {
  try {
    return JSON.parse(ctx.vault.open(sealed)) as { purpose?: unknown; until?: unknown; note?: unknown }
  } catch (error) {
    if (error instanceof SealedElsewhere || error instanceof SyntaxError) return null
    throw error
  }
}
