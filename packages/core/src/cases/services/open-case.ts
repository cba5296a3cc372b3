import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import { takeNumber } from '../../numbering/take-number.js'
import { caseEntity } from '../case.js'
import type { Case } from '../models/case.js'
import { caseNumbers } from '../series.js'

/** Opens a case under the next number of its series; whoever opens it owns it unless somebody else is named. */
export async function openCase(ctx: Ctx, values: Readonly<Record<string, unknown>>): Promise<Case> {
  const { number } = await takeNumber(ctx, caseNumbers, ctx.today())

  return create(ctx, caseEntity, { ownerId: ctx.operator?.id ?? null, ...values, number })
}
