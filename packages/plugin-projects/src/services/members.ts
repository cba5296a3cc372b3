import { asSystem, caseEntity, contractor, seen, type Case, type Ctx } from '@berberis/sdk'
import { isAutomatic, kindOf, type ProjectKey } from '../automatic.js'
import { ProjectCase } from '../models/project-case.js'

/**
 * The cases of a project that the reader may see. Those of an automatic one are computed: in no project, and of a
 * contractor of its kind, whoever sees that contractor.
 */
export function casesOf(ctx: Ctx, key: ProjectKey) {
  const cases = seen(ctx, caseEntity)
  const members = ProjectCase.query(ctx.db)
  if (!isAutomatic(key)) return cases.whereIn('core_case.id', members.where({ projectId: key }).select('caseId'))

  const ofKind = seen(asSystem(ctx), contractor).where({ kind: kindOf(key) })
  return cases
    .whereNotIn('core_case.id', members.select('caseId'))
    .whereIn('core_case.contractorId', ofKind.select('core_contractor.id'))
}

/** Their ids, for a query of something else. */
export function caseIdsOf(ctx: Ctx, key: ProjectKey) {
  return casesOf(ctx, key).select('core_case.id')
}

/** The project a case is in; null for none. */
export async function projectOfCase(ctx: Ctx, { id }: Pick<Case, 'id'>): Promise<number | null> {
  const found = await ProjectCase.query(ctx.db).findById(id)
  return found?.projectId ?? null
}
