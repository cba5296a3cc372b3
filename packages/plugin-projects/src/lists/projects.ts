import { column, list, view, type Column, type ComputedAsked, type ComputedRow, type Ctx } from '@berberis/sdk'
import { automaticBy } from '../automatic.js'
import { project } from '../entities/project.js'
import { may } from '../permissions.js'
import { countCases } from '../services/count-cases.js'
import { automaticRecord } from '../services/present-project.js'

const caseCount: Column = column('caseCount', {
  label: 'projects.case-count',
  kind: 'number',
  phone: 'end',
  values: async (ctx, ids) => {
    const counts = await countCases(ctx, ids)
    return new Map([...counts].map(([id, { value }]) => [id as number, value]))
  },
})

/** Projects, the two automatic ones last. */
export const projectList = list('projects.projects', {
  of: project,
  columns: [
    column('name', { phone: 'title', cell: 'projects/name-cell' }),
    caseCount,
    column('owner', { phone: 'sub', edit: may.editProjects }),
    column('fromDay'),
    column('toDay', { phone: 'end2' }),
    column('deactivatedAt', { off: true }),
    column('createdAt', { off: true }),
  ],
  views: [
    view('active', { 'deactivatedAt.empty': 'yes' }),
    view('mine', { 'deactivatedAt.empty': 'yes', owner: 'me' }),
    view('deactivated', { 'deactivatedAt.empty': 'no' }),
    view('all', {}),
  ],
  sort: 'name',
  last: automaticRows,
})

/** Nobody leads them and nobody takes them out of use, so a view or filter by such things leaves them out. */
async function automaticRows(ctx: Ctx, { q, view, filtered }: ComputedAsked): Promise<readonly ComputedRow[]> {
  if (filtered || view === 'mine' || view === 'deactivated') return []
  const keys = automaticBy(ctx, q)
  const counts = await countCases(ctx, keys)
  return keys.map((key) => ({ ...automaticRecord(ctx, key), caseCount: counts.get(key)?.value ?? 0 }))
}
