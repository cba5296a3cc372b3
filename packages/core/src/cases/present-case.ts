import type { Ctx } from '../ctx.js'
import { present, type Presented } from '../entity/present.js'
import { seenOne } from '../entity/seen.js'
import { notFound } from '../plugin/refusal.js'
import { caseEntity } from './case.js'
import type { Case } from './models/case.js'

/** A case as both doors have it, with its attributes. 404 when it may not be seen. */
export async function presentCase(ctx: Ctx, id: number): Promise<{ readonly row: Case; readonly record: Presented }> {
  const row = await seenOne(ctx, caseEntity, id)
  const [record] = await present(ctx, caseEntity, [row], { attributes: true })
  if (record === undefined) throw notFound()
  return { row, record }
}
