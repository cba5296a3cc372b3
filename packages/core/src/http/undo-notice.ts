import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../ctx.js'
import { findChangeSet, type ChangeSet } from '../history/find-change-set.js'
import { Refusal } from '../plugin/refusal.js'
import type { UndoNotice } from '../ui/shell.js'
import { offeredUndo } from './offer-undo.js'

/** What was just done, for the page that is reached after it; null when nothing was, or when it is no longer to be undone. */
export async function undoNotice(request: FastifyRequest): Promise<UndoNotice | null> {
  const id = offeredUndo(request)
  if (id === null || !request.ctx.operator) return null
  try {
    return noticeOf(request.ctx, await findChangeSet(request.ctx, id))
  } catch (error) {
    // The note in the browser is somebody else's, or of a database that was put back since.
    if (error instanceof Refusal) return null
    throw error
  }
}

function noticeOf(ctx: Ctx, { id, kind, label, reversedById, leftOut }: ChangeSet): UndoNotice | null {
  if (reversedById !== null) return null
  const left = leftOut === null ? 0 : (JSON.parse(leftOut) as unknown[]).length
  return {
    text: [
      ctx.t(`core.undo.did.${kind}`, { label }),
      ...(left > 0 ? [ctx.t('core.undo.left', { count: left })] : []),
    ].join(' '),
    action: `/change-sets/${id}/reversal`,
    details: `/change-sets/${id}`,
  }
}
