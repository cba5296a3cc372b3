import { save, seenOne, type Ctx } from '@berberis/sdk'
import { project } from '../entities/project.js'
import type { Project } from '../models/project.js'

/** Takes a project out of use: no picker offers it, no case is put into it; those in it stay and are seen. */
export async function deactivateProject(ctx: Ctx, id: number): Promise<Project> {
  return setDeactivated(ctx, id, ctx.now())
}

/** Takes it into use again; `projects.name-taken` when another one is called so meanwhile. */
export async function reactivateProject(ctx: Ctx, id: number): Promise<Project> {
  return setDeactivated(ctx, id, null)
}

async function setDeactivated(ctx: Ctx, id: number, deactivatedAt: string | null): Promise<Project> {
  const row = await seenOne(ctx, project, id)
  if ((row.deactivatedAt === null) === (deactivatedAt === null)) return row
  return save(ctx, project, id, { version: row.version, deactivatedAt })
}
