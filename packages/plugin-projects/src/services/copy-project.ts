import { attributesOf, create, seenOne, type Ctx } from '@berberis/sdk'
import { foldedName, project } from '../entities/project.js'
import { Project } from '../models/project.js'

/** Names tried in one question. */
const TRIED = 50
const LONGEST = 120

/**
 * A copy: the next free name of „… (kopia)”, „… (kopia 2)” …, with description, dates and attributes, and without cases. It
 * belongs to whoever copies. 404 and 403 as reading and creating a project.
 */
export async function copyProject(ctx: Ctx, id: number): Promise<Project> {
  const source = await seenOne(ctx, project, id)
  const attributes = (await attributesOf(ctx, project, [id])).get(id) ?? {}

  return create(ctx, project, {
    name: await freeName(ctx, source.name),
    description: source.description,
    fromDay: source.fromDay,
    toDay: source.toDay,
    ownerId: ctx.operator?.id ?? source.ownerId,
    attributes,
  })
}

async function freeName(ctx: Ctx, name: string): Promise<string> {
  for (let from = 1; ; from += TRIED) {
    const names = Array.from({ length: TRIED }, (_, at) => named(ctx, name, from + at))
    const folded = names.map((each) => foldedName(each) ?? '')
    const taken = await Project.query(ctx.db).whereIn('activeName', folded).select('activeName')
    const free = names.find((_, at) => !taken.some(({ activeName }) => activeName === folded[at]))
    if (free !== undefined) return free
  }
}

/** A long name is cut, so that what tells the copies apart stays. */
function named(ctx: Ctx, name: string, n: number): string {
  const text = (of: string) => ctx.t(n === 1 ? 'projects.copy-of' : 'projects.copy-of.numbered', { name: of, n })
  const whole = text(name)
  const tooLong = [...whole].length - LONGEST
  return tooLong <= 0 ? whole : text([...name].slice(0, -tooLong).join('').trimEnd())
}
