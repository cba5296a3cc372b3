import { attachment, caseEntity, event, notFound, seenOne, type Ctx } from '@berberis/sdk'
import type { ProjectKey } from '../automatic.js'
import { automaticOf } from '../services/automatic-of.js'
import { projectOfCase } from '../services/members.js'
import type { TreeNode } from './node.js'

/** A node with everything it stands under, from its project down. 404 for what is not seen or in no case. */
export async function pathTo(ctx: Ctx, node: TreeNode): Promise<readonly TreeNode[]> {
  switch (node.kind) {
    case 'project':
      return [node]
    case 'contractor':
      return [{ kind: 'project', project: node.project }, node]
    case 'case':
      return [...(await aboveCase(ctx, node.id)), node]
    case 'event': {
      const { caseId } = await seenOne(ctx, event, node.id)
      if (caseId === null) throw notFound()
      return [...(await pathTo(ctx, { kind: 'case', id: caseId })), node]
    }
    case 'attachment': {
      const { eventId } = await seenOne(ctx, attachment, node.id)
      return [...(await pathTo(ctx, { kind: 'event', id: eventId })), node]
    }
  }
}

async function aboveCase(ctx: Ctx, caseId: number): Promise<readonly TreeNode[]> {
  const found = await seenOne(ctx, caseEntity, caseId)
  const project: ProjectKey = (await projectOfCase(ctx, found)) ?? (await automaticOf(ctx, found.contractorId))
  return [
    { kind: 'project', project },
    { kind: 'contractor', id: found.contractorId, project },
  ]
}
