import { gathering, slot } from '@berberis/sdk'
import type { ProjectKey } from './automatic.js'

/** A figure of a project: money of all its cases together. */
export interface ProjectSum {
  /** Locale key. */
  readonly label: string
  /** Grosze. */
  readonly amountMinor: number
  readonly icon?: string
}

/**
 * What a project comes to: cost, sales. `caseIds` picks the ids of its cases that the reader may see, as a subquery; the
 * answer is one query over it. Asked for the page of one project, not for lists.
 */
export const projectSums = gathering<ProjectSum, { project: ProjectKey; caseIds: object }>('projects.sums')

/** Tabs of a project's page. Not shown on the two automatic ones. */
export const projectTabs = slot<{ project: { id: number } }>('projects.project.tabs', 'tabs')
