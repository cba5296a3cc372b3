import { Type, type Static } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { recordId } from '../http/params.js'
import { may } from '../permissions.js'
import { ERRANDS } from './errand-notes.js'

export const STATES = ['pending', 'claimed', 'handing-over', 'done', 'failed', 'uncertain'] as const

/** One errand as both doors show it; its payload, which may hold a person's data, stays with its plugin. */
export const errandView = Type.Object({
  id: recordId,
  errand: Type.String({ maxLength: 100 }),
  state: Type.String({ maxLength: 20 }),
  tries: Type.Integer({ minimum: 0, maximum: 1000 }),
  dueAt: Type.String({ maxLength: 24 }),
  reason: Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]),
  createdAt: Type.String({ maxLength: 24 }),
  endedAt: Type.Union([Type.String({ maxLength: 24 }), Type.Null()]),
})
export type ErrandView = Static<typeof errandView>

const PAGE = 50

/**
 * Errands, the newest first, 50 at a time; `state` narrows them, `before` is the id to go on before. `next` is null at the
 * end. 403 without `core.read-logs`.
 */
export async function listErrands(
  ctx: Ctx,
  { state, before }: { readonly state?: string; readonly before?: number },
): Promise<{ readonly items: readonly ErrandView[]; readonly next: number | null }> {
  ctx.must(may.readLogs)
  const query = ctx
    .db(ERRANDS)
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  if (state !== undefined) void query.where({ state })
  if (before !== undefined) void query.where('id', '<', before)
  const rows: Row[] = await query.select('id', 'errand', 'state', 'tries', 'due_at', 'reason', 'created_at', 'ended_at')

  const items = rows.slice(0, PAGE).map(({ due_at: dueAt, created_at: createdAt, ended_at: endedAt, ...row }) => ({
    ...row,
    dueAt,
    createdAt,
    endedAt,
  }))
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null }
}

interface Row {
  readonly id: number
  readonly errand: string
  readonly state: string
  readonly tries: number
  readonly due_at: string
  readonly reason: string | null
  readonly created_at: string
  readonly ended_at: string | null
}
