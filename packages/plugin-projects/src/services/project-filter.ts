import { caseEntity, type Ctx, type Entity, type ListFilter } from '@berberis/sdk'
import { project } from '../entities/project.js'

/** Lists of cases are narrowed by the project a case is in (`?project=7`), of those the reader may see. */
export async function projectFilter(
  _ctx: Ctx,
  { entity }: { readonly entity: Entity },
): Promise<readonly ListFilter[]> {
  if (entity.id !== caseEntity.id) return []
  const kept = { table: 'projects_case', record: 'case_id', value: 'project_id' }
  return [{ name: 'project', label: 'projects.project', of: () => project, kept }]
}
