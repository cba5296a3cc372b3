import { caseEntity, seen, type Ctx, type FieldRefusal } from '@berberis/sdk'

/** The case must be one of the contractor's: `sales.case-of-another`. Whether it exists is judged with the field. */
export async function checkCase(
  ctx: Ctx,
  caseId: number | null | undefined,
  contractorId: number | undefined,
): Promise<FieldRefusal[]> {
  if (!caseId || !contractorId) return []
  const found = await seen(ctx, caseEntity).findById(caseId)
  return found && found.contractorId !== contractorId ? [{ path: 'caseId', code: 'sales.case-of-another' }] : []
}
