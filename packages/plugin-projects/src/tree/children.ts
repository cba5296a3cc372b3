import {
  attachment,
  caseEntity,
  contractor,
  event,
  formatDay,
  localDay,
  seen,
  type Ctx,
  type Entity,
  type Recorded,
} from '@berberis/sdk'
import { automaticIds, automaticName, type ProjectKey } from '../automatic.js'
import { project } from '../entities/project.js'
import type { Project } from '../models/project.js'
import { membersOf } from '../services/members.js'
import { nextRows } from '../services/next-rows.js'
import { nodeText, type TreeNode } from './node.js'

/** Children shown at a time. */
const SHOWN = 100

export interface TreeItem {
  /** As `nodeText` writes it. */
  readonly node: string
  readonly kind: TreeNode['kind']
  readonly label: string
  /** The day of an event, in words; '' for all else. */
  readonly hint: string
  readonly icon: string
  /** Its page. */
  readonly href: string
  /** False: nothing stands under it. */
  readonly opens: boolean
  readonly automatic: boolean
}

export interface TreeChildren {
  readonly nodes: readonly TreeItem[]
  /** For `after=`: others follow. */
  readonly next: number | null
}

/** What stands under a node, of what the reader may see, a hundred at a time; null: the projects, the automatic ones last. */
export async function childrenOf(ctx: Ctx, node: TreeNode | null, after?: number): Promise<TreeChildren> {
  switch (node?.kind) {
    case undefined:
      return projectsUnder(ctx, after)
    case 'project':
      return contractorsUnder(ctx, node.project, after)
    case 'contractor':
      return casesUnder(ctx, node, after)
    case 'case':
      return eventsUnder(ctx, node.id, after)
    case 'event':
      return filesUnder(ctx, node.id, after)
    case 'attachment':
      return { nodes: [], next: null }
  }
}

async function projectsUnder(ctx: Ctx, after?: number): Promise<TreeChildren> {
  const { rows, next } = await nextRows(ctx, project, seen(ctx, project), { by: 'name_key', after, limit: SHOWN })
  const nodes = rows.map((row) => projectItem(row))
  return { nodes: next === null ? [...nodes, ...automaticIds.map((key) => automaticItem(ctx, key))] : nodes, next }
}

/** The item of a project that is a row. */
export function projectItem({ id, name }: Pick<Project, 'id' | 'name'>): TreeItem {
  return item({ kind: 'project', project: id }, { label: name, icon: 'folder', href: `/projects/${id}` })
}

/** The item of an automatic project. */
export function automaticItem(ctx: Ctx, key: (typeof automaticIds)[number]): TreeItem {
  const about = { label: automaticName(ctx, key), icon: 'lock', href: `/projects/${key}`, automatic: true }
  return item({ kind: 'project', project: key }, about)
}

async function contractorsUnder(ctx: Ctx, key: ProjectKey, after?: number): Promise<TreeChildren> {
  const members = await membersOf(ctx, key)
  const { rows, next } = await nextRows(ctx, contractor, members.contractors(), {
    by: 'display_name_key',
    after,
    limit: SHOWN,
  })
  const nodes = rows.map((row) =>
    item(
      { kind: 'contractor', id: row.id, project: key },
      { label: row.displayName, icon: 'building', href: `/contractors/${row.id}` },
    ),
  )
  return { nodes, next }
}

async function casesUnder(ctx: Ctx, { id, project: key }: { id: number; project: ProjectKey }, after?: number) {
  const cases = (await membersOf(ctx, key)).cases().where('core_case.contractorId', id)
  const { rows, next } = await nextRows(ctx, caseEntity, cases, { by: 'name_key', after, limit: SHOWN })
  const filled = await having(ctx, event, 'case_id', rows)
  const nodes = rows.map((row) =>
    item(
      { kind: 'case', id: row.id },
      { label: row.name, icon: 'briefcase', href: `/cases/${row.id}`, opens: filled.has(row.id) },
    ),
  )
  return { nodes, next }
}

async function eventsUnder(ctx: Ctx, caseId: number, after?: number): Promise<TreeChildren> {
  const events = seen(ctx, event).where('core_event.caseId', caseId)
  const { rows, next } = await nextRows(ctx, event, events, { by: 'at', down: true, after, limit: SHOWN })
  const filled = await having(ctx, attachment, 'event_id', rows)
  const nodes = rows.map((row) =>
    item(
      { kind: 'event', id: row.id },
      {
        label: row.subject,
        hint: row.at === null ? '' : formatDay(localDay(row.at, ctx.zone), ctx.locale),
        icon: 'activity',
        href: `/events/${row.id}`,
        opens: filled.has(row.id),
      },
    ),
  )
  return { nodes, next }
}

async function filesUnder(ctx: Ctx, eventId: number, after?: number): Promise<TreeChildren> {
  const files = seen(ctx, attachment).where('core_attachment.eventId', eventId)
  const { rows, next } = await nextRows(ctx, attachment, files, { by: 'id', after, limit: SHOWN })
  const nodes = rows.map((row) =>
    item(
      { kind: 'attachment', id: row.id },
      { label: row.name, icon: 'paperclip', href: `/attachments/${row.id}`, opens: false },
    ),
  )
  return { nodes, next }
}

/** Which of these rows something visible points at by a column. */
async function having<M extends Recorded>(
  ctx: Ctx,
  of: Entity<M>,
  column: string,
  rows: readonly { readonly id: number }[],
): Promise<ReadonlySet<number>> {
  if (rows.length === 0) return new Set()
  const name = `${of.model.tableName}.${column}`
  const ids = rows.map(({ id }) => id)
  const found: unknown = await seen(ctx, of).whereIn(name, ids).distinct(name).toKnexQuery().pluck(name)
  return new Set((found as readonly number[]).map(Number))
}

type About = Pick<TreeItem, 'label' | 'icon' | 'href'> & Partial<TreeItem>

function item(node: TreeNode, about: About): TreeItem {
  return { opens: true, automatic: false, hint: '', ...about, node: nodeText(node), kind: node.kind }
}
