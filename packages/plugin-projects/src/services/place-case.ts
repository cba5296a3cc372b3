import { auditChange, caseEntity, mustEdit, Refusal, seenOne, type Case, type Ctx } from '@berberis/sdk'
import { automaticName, isAutomatic, type ProjectKey } from '../automatic.js'
import { project } from '../entities/project.js'
import { ProjectCase } from '../models/project-case.js'
import { Project } from '../models/project.js'
import { automaticOf } from './automatic-of.js'
import { projectOfCase } from './members.js'

/**
 * Puts a case into a project, out of any other: 404 for a project or case that is not seen, 403 when either project may
 * not be changed, 422 `projects.automatic` for an automatic one, `projects.inactive` for one that was deactivated. Audited
 * on the case. Nothing happens when it is there already.
 */
export async function placeCase(ctx: Ctx, key: ProjectKey, caseId: number): Promise<void> {
  if (isAutomatic(key)) throw new Refusal('projects.automatic')
  const into = await seenOne(ctx, project, key)
  await mustEdit(ctx, project, into)
  const found = await seenOne(ctx, caseEntity, caseId)
  const from = await projectOfCase(ctx, found)
  if (from === key) return
  if (into.deactivatedAt !== null) throw new Refusal('projects.inactive')
  if (from !== null) await mustEdit(ctx, project, { id: from })

  await ctx.db(ProjectCase.tableName).insert({ case_id: caseId, project_id: key }).onConflict('case_id').merge()
  await audit(ctx, found, from, key)
}

/**
 * Takes a case out of a project, back to the automatic one of its contractor's kind. 404 when it is not in it, 403 when
 * the project may not be changed, 422 `projects.automatic`. Audited on the case.
 */
export async function releaseCase(ctx: Ctx, key: ProjectKey, caseId: number): Promise<void> {
  if (isAutomatic(key)) throw new Refusal('projects.automatic')
  const from = await seenOne(ctx, project, key)
  await mustEdit(ctx, project, from)
  const found = await seenOne(ctx, caseEntity, caseId)
  const gone = await ProjectCase.query(ctx.db).delete().where({ caseId, projectId: key })
  if (gone === 0) throw new Refusal('projects.case-elsewhere', { status: 404 })
  await audit(ctx, found, key, null)
}

/** One entry on the case: the names its projects had. */
async function audit(ctx: Ctx, found: Case, from: number | null, to: number | null): Promise<void> {
  const ids = [from, to].filter((id) => id !== null)
  const rows = await Project.query(ctx.db).whereIn('id', ids)
  const automatic = await automaticOf(ctx, found.contractorId)
  const named = (id: number | null) =>
    id === null ? automaticName(ctx, automatic) : (rows.find((row) => row.id === id)?.name ?? null)

  await auditChange(ctx, {
    entity: caseEntity.id,
    record: found.id,
    label: found.name,
    action: 'project',
    changes: [{ field: 'project', before: named(from), after: named(to) }],
  })
}
