import { caseEntity, seen, type Ctx } from '@berberis/sdk'
import { isAutomatic, type ProjectKey } from '../automatic.js'
import { ProjectCase } from '../models/project-case.js'
import type { Counted } from './count-up-to.js'
import { membersOf } from './members.js'

/** How many cases of each project the reader may see: one query for the projects that are rows, two for each automatic. */
export async function countCases(ctx: Ctx, keys: readonly ProjectKey[]): Promise<ReadonlyMap<ProjectKey, Counted>> {
  const counts = new Map<ProjectKey, Counted>()
  for (const key of keys.filter(isAutomatic)) counts.set(key, await (await membersOf(ctx, key)).counted())

  const ids = keys.filter((key) => !isAutomatic(key))
  for (const id of ids) counts.set(id, { value: 0, exact: true })
  if (ids.length === 0) return counts
  const rows = (await seen(ctx, caseEntity)
    .join(ProjectCase.tableName, 'projects_case.caseId', 'core_case.id')
    .whereIn('projects_case.projectId', ids)
    .groupBy('projects_case.projectId')
    .select('projects_case.projectId')
    .count({ n: '*' })) as unknown as readonly { readonly projectId: number; readonly n: number | string }[]
  for (const { projectId, n } of rows) counts.set(projectId, { value: Number(n), exact: true })
  return counts
}
