import { caseEntity, seen, type Ctx } from '@berberis/sdk'
import { isAutomatic, type ProjectKey } from '../automatic.js'
import { ProjectCase } from '../models/project-case.js'
import { countUpTo, type Counted } from './count-up-to.js'
import { casesOf } from './members.js'

/** How many cases of each project the reader may see: one query for the projects that are rows, one for each automatic. */
export async function countCases(ctx: Ctx, keys: readonly ProjectKey[]): Promise<ReadonlyMap<ProjectKey, Counted>> {
  const counts = new Map<ProjectKey, Counted>()
  for (const key of keys.filter(isAutomatic)) counts.set(key, await countUpTo(ctx, casesOf(ctx, key)))

  const ids = keys.filter((key) => !isAutomatic(key))
  for (const id of ids) counts.set(id, { value: 0, exact: true })
  if (ids.length === 0) return counts
  const rows = (await ProjectCase.query(ctx.db)
    .whereIn('projectId', ids)
    .whereIn('caseId', seen(ctx, caseEntity).select('core_case.id'))
    .groupBy('projectId')
    .select('projectId')
    .count({ n: '*' })) as unknown as readonly { readonly projectId: number; readonly n: number | string }[]
  for (const { projectId, n } of rows) counts.set(projectId, { value: Number(n), exact: true })
  return counts
}
