import { create, type Ctx } from '@berberis/sdk'
import { project } from '../entities/project.js'
import type { Project } from '../models/project.js'

/** A new project; whoever makes it leads it unless somebody else, or nobody, is named. */
export async function createProject(ctx: Ctx, values: Readonly<Record<string, unknown>>): Promise<Project> {
  return create(ctx, project, { ownerId: ctx.operator?.id ?? null, ...values })
}
