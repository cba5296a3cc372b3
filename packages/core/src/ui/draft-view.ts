import type { Ctx } from '../ctx.js'
import type { RefusedForm } from '../plugin/routes.js'
import { localDay } from '../time/instant.js'
import type { DraftView } from './views.js'

/** What a form that keeps drafts says of the one it is drawn from; `version`: the one its record has now. */
export function draftView(
  ctx: Pick<Ctx, 'zone' | 'today'>,
  refused: RefusedForm | undefined,
  version: number | undefined,
): DraftView {
  if (!refused?.draft) return { id: null, savedAt: null, today: false, older: false }
  const { id, savedAt } = refused.draft
  const began = refused.values['version']
  return {
    id,
    savedAt,
    today: localDay(savedAt, ctx.zone) === ctx.today(),
    older: version !== undefined && began !== undefined && String(began) !== String(version),
  }
}
