import { contractor } from '../contractors/contractor.js'
import type { Ctx } from '../ctx.js'
import { refuseFields } from '../plugin/refusal.js'
import { pick } from '../search/pick.js'
import { fold } from '../text/fold.js'

/** As many as a picker offers: with so many found there may be more of the same name. */
const FULL = 8

/**
 * The contractor somebody means who could not look: the only one he may see of exactly this name, in whatever order its
 * words stand, or the only one found by a tax id. Whoever is merely alike is not taken, for an event in the wrong hands is
 * worse than one that waits. Refuses `core.offline.contractor-unknown`, `core.offline.contractor-unclear`.
 */
export async function contractorCalled(ctx: Ctx, text: string): Promise<number> {
  const found = await pick(ctx, contractor, text)
  const named = isTaxId(text) ? found : found.filter(({ label }) => wordsOf(label) === wordsOf(text))
  const [only, ...others] = named
  if (only && others.length === 0 && found.length < FULL) return only.id

  const code = found.length === 0 ? 'core.offline.contractor-unknown' : 'core.offline.contractor-unclear'
  throw refuseFields([{ path: 'contractor', code, params: { text } }])
}

const isTaxId = (text: string): boolean => /^(?:[a-z]{2})?\d{10,12}$/i.test(text.replace(/[\s-]/g, ''))

const wordsOf = (text: string): string => fold(text).split(' ').sort().join(' ')
