import type { Ctx } from '@berberis/sdk'
import type { ProjectKey } from '../automatic.js'
import { projectSums, type ProjectSum } from '../hooks.js'
import { countUpTo, type Counted } from './count-up-to.js'
import { contractorsOf, eventsOf } from './members-page.js'
import { caseIdsOf } from './members.js'

export interface ProjectFigures {
  readonly contractors: Counted
  readonly events: Counted
  readonly sums: readonly ProjectSum[]
}

/** What a project comes to, as far as the reader sees: its contractors and events, counted to 10 000, and plugins' sums. */
export async function figuresOf(ctx: Ctx, key: ProjectKey): Promise<ProjectFigures> {
  return {
    contractors: await countUpTo(ctx, contractorsOf(ctx, key)),
    events: await countUpTo(ctx, eventsOf(ctx, key)),
    sums: await ctx.gather(projectSums, { project: key, caseIds: caseIdsOf(ctx, key) }),
  }
}
