import {
  caseEntity,
  day,
  entity,
  fold,
  instant,
  longText,
  operator,
  ref,
  text,
  type Change,
  type Ctx,
  type Entity,
  type FieldRefusal,
} from '@berberis/sdk'
import { ProjectCase } from '../models/project-case.js'
import { Project } from '../models/project.js'
import { may } from '../permissions.js'

/** A project of the firm's own making; `automatic.ts` knows the two that are always there. */
export const project: Entity<Project> = entity('projects.project', {
  model: Project,
  path: '/projects',
  icon: 'folder',
  read: may.readProjects,
  edit: may.editProjects,
  own: ['ownerId'],
  label: (row) => row.name,
  sortBy: 'name_key',
  attributable: true,
  importBy: ['id'],
  // Brought back, it takes those of its cases that no other project took meanwhile.
  inner: [{ table: ProjectCase.tableName, column: 'project_id', shared: { key: 'case_id', of: () => caseEntity } }],
  pickable: { deactivatedAt: null },
  open: (rows) => rows.whereNull('deactivated_at'),
  fields: {
    name: text({ required: true, maxLength: 120, search: 'title' }),
    description: longText({ search: 'text' }),
    owner: ref(() => operator),
    fromDay: day(),
    toDay: day(),
    deactivatedAt: instant({ readonly: true }),
  },
  derive: (row) => ({ active_name: row['deactivatedAt'] ? null : foldedName(String(row['name'] ?? '')) }),
  rules: projectRules,
})

/** A name as it is compared: upper case, accents and punctuation make no other one. Null: there is nothing to compare. */
export function foldedName(name: string): string | null {
  return fold(name).slice(0, 200) || null
}

/** `projects.dates-reversed`, and `projects.name-taken` by another active project. */
async function projectRules(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  const refusals: FieldRefusal[] = []
  const [from, to] = [after['fromDay'], after['toDay']]
  if (typeof from === 'string' && typeof to === 'string' && to < from)
    refusals.push({ path: 'toDay', code: 'projects.dates-reversed' })

  const named = before === null || changed.has('name') || changed.has('deactivatedAt')
  if (named && after['deactivatedAt'] == null && (await isTaken(ctx, String(after['name']), before)))
    refusals.push({ path: 'name', code: 'projects.name-taken' })
  return refusals
}

async function isTaken(ctx: Ctx, name: string, before: Change['before']): Promise<boolean> {
  const others = Project.query(ctx.db).where({ activeName: foldedName(name) })
  if (before) others.whereNot('id', Number(before['id']))
  return (await others.first()) !== undefined
}
