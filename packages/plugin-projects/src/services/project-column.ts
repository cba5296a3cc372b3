import { caseEntity, seen, type Column, type Ctx, type List } from '@berberis/sdk'
import { project } from '../entities/project.js'
import { ProjectCase } from '../models/project-case.js'

/** The column „Projekt” of lists of cases: names of those the reader may see. */
export async function projectColumn(_ctx: Ctx, { list }: { readonly list: List }): Promise<readonly Column[]> {
  if (list.of.id !== caseEntity.id) return []
  return [{ name: 'project', label: 'projects.project', kind: 'text', off: true, values: projectNames }]
}

async function projectNames(ctx: Ctx, ids: readonly number[]): Promise<ReadonlyMap<number, unknown>> {
  const members = await ProjectCase.query(ctx.db).whereIn('caseId', [...ids])
  const rows = await seen(ctx, project).whereIn('id', [...new Set(members.map(({ projectId }) => projectId))])
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return new Map(members.map(({ caseId, projectId }) => [caseId, names.get(projectId) ?? ctx.t('core.no-access')]))
}
