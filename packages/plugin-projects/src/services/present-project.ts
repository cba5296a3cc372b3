import { recordOf, type Ctx, type Presented, type PresentedRef } from '@berberis/sdk'
import { automaticName, isAutomatic, type AutomaticId, type ProjectKey } from '../automatic.js'
import { project } from '../entities/project.js'
import type { Project } from '../models/project.js'
import { membersOf, type Members } from './members.js'

/** A project as both doors have it; `id` is a word and `automatic` true for the two that are no rows. */
export interface ProjectData extends Record<string, unknown> {
  readonly id: ProjectKey
  readonly version: number
  readonly name: string
  readonly description: string | null
  readonly owner: PresentedRef
  readonly deactivatedAt: string | null
  readonly automatic: boolean
  /** Cases the reader may see; those of an automatic one to 1 000, `caseCountExact` false: there are more. */
  readonly caseCount: number
  readonly caseCountExact: boolean
}

export interface PresentedProject {
  /** Null for an automatic one. */
  readonly row: Project | null
  readonly record: ProjectData
  readonly members: Members
}

/** One visible project. 404 when there is none; the automatic ones are seen by whoever sees projects at all. */
export async function presentProject(ctx: Ctx, key: ProjectKey): Promise<PresentedProject> {
  const members = await membersOf(ctx, key)
  const counted = await members.counted()
  const count = { caseCount: counted.value, caseCountExact: counted.exact }
  if (isAutomatic(key)) return { members, row: null, record: { ...automaticRecord(ctx, key), ...count } }

  const { row, record } = await recordOf(ctx, project, key)
  return { members, row, record: { ...(record as Presented & ProjectData), automatic: false, ...count } }
}

/** The record of an automatic project, but for its count. */
export function automaticRecord(ctx: Ctx, key: AutomaticId) {
  return {
    id: key,
    version: 1,
    name: automaticName(ctx, key),
    description: null,
    owner: null,
    fromDay: null,
    toDay: null,
    deactivatedAt: null,
    attributes: {},
    automatic: true,
  } as const
}
