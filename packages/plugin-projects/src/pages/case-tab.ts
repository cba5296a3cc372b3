import { action, caseEntity, editable, seen, seenOne, type Ctx, type RecordAction } from '@berberis/sdk'
import { automaticName } from '../automatic.js'
import { project } from '../entities/project.js'
import { may } from '../permissions.js'
import { automaticOf } from '../services/automatic-of.js'
import { projectOfCase } from '../services/members.js'

/** What the tab on a case's page shows: the project it is in, and what can be done about that. */
export async function caseTab(ctx: Ctx, caseId: number) {
  const found = await seenOne(ctx, caseEntity, caseId)
  const id = await projectOfCase(ctx, found)
  if (id === null) {
    const key = await automaticOf(ctx, found.contractorId)
    return { name: automaticName(ctx, key), href: `/projects/${key}`, automatic: true, actions: placing(ctx, caseId) }
  }

  const [row] = await seen(ctx, project).where({ id })
  // In a project he may not see: that it is in one is told, which one is not.
  if (!row) return { name: ctx.t('core.no-access'), href: null, automatic: false, actions: [] }
  const mayEdit = await editable(ctx, project, row)
  const release = action(ctx.t('projects.release'), `/projects/${id}/cases/${caseId}/removal`, {
    icon: 'x',
    post: true,
    look: 'quiet',
  })
  return {
    name: row.name,
    href: `/projects/${id}`,
    automatic: false,
    actions: mayEdit ? [...placing(ctx, caseId), release] : [],
  }
}

function placing(ctx: Ctx, caseId: number): readonly RecordAction[] {
  if (!ctx.can(may.editProjects)) return []
  return [action(ctx.t('projects.place'), `/projects/of-case/${caseId}/edit`, { icon: 'folder' })]
}
