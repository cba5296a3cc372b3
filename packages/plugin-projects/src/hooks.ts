import { slot } from '@berberis/sdk'

/** Tabs of a project's page. Not shown on the two automatic ones. */
export const projectTabs = slot<{ project: { id: number } }>('projects.project.tabs', 'tabs')
