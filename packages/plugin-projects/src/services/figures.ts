import { caseSums, type CaseSum, type Ctx } from '@berberis/sdk'
import { isAutomatic, type ProjectKey } from '../automatic.js'
import { countUpTo, type Counted } from './count-up-to.js'
import { caseIdsOf, type Members } from './members.js'

export interface ProjectFigures {
  readonly contractors: Counted
  readonly events: Counted
}

/** What a project holds besides its cases, as far as the reader sees: contractors and events, counted to 1 000. */
export async function figuresOf(ctx: Ctx, members: Members): Promise<ProjectFigures> {
  return {
    contractors: await countUpTo(ctx, members.contractors()),
    events: await countUpTo(ctx, members.events()),
  }
}

/** What its cases come to, as plugins tell. An automatic one may hold every case of the firm, so it is not summed. */
export async function sumsOf(ctx: Ctx, key: ProjectKey): Promise<readonly CaseSum[]> {
  return isAutomatic(key) ? [] : ctx.gather(caseSums, { caseIds: () => caseIdsOf(ctx, key) })
}
