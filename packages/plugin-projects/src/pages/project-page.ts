import {
  action,
  editable,
  formatAmount,
  formatDay,
  recordView,
  tabFills,
  type CaseSum,
  type Ctx,
  type PageReply,
  type PropertyView,
  type RecordAction,
} from '@berberis/sdk'
import { isAutomatic, type ProjectKey } from '../automatic.js'
import { project } from '../entities/project.js'
import { projectTabs } from '../hooks.js'
import type { Project } from '../models/project.js'
import type { Counted } from '../services/count-up-to.js'
import { figuresOf, sumsOf } from '../services/figures.js'
import { presentProject, type PresentedProject, type ProjectData } from '../services/present-project.js'
import { membersView, ownTabs, type OwnTab } from './members-view.js'

export interface ProjectAsked {
  /** `contractors`, `events`, or a plugin's; the cases without. */
  readonly tab?: string
  /** Id of the row after which the page of the tab begins. */
  readonly after?: number
}

/** The page of a project: who leads it, what it comes to, and what is in it. 404 when it is not seen. */
export async function showProject(ctx: Ctx, reply: PageReply, key: ProjectKey, asked: ProjectAsked): Promise<never> {
  const found = await presentProject(ctx, key)
  const { name } = found.record
  const sums = await sumsOf(ctx, key)
  return reply.page(
    'projects/project',
    { ...found.record, sums },
    {
      title: name,
      crumbs: [{ label: ctx.t('projects.projects'), href: '/projects' }, { label: name }],
      extras: () => pageOf(ctx, key, { ...found, sums }, asked),
    },
  )
}

interface Found extends PresentedProject {
  readonly sums: readonly CaseSum[]
}

async function pageOf(ctx: Ctx, key: ProjectKey, { row, record, members, sums }: Found, { tab, after }: ProjectAsked) {
  const base = `/projects/${key}`
  const mayEdit = row !== null && (await editable(ctx, project, row))
  const about = { project: { id: row?.id ?? 0 } }
  const plugins = isAutomatic(key)
    ? { tabs: [], body: [] }
    : await tabFills(ctx, projectTabs, about, { base, ...(tab && { current: tab }) })
  const shown: OwnTab | null = plugins.body.length > 0 ? null : (ownTabs.find((each) => each === tab) ?? 'cases')
  const { contractors, events } = await figuresOf(ctx, members)
  const counts = { cases: { value: record.caseCount, exact: record.caseCountExact }, contractors, events }

  return {
    base,
    sub: subOf(ctx, record),
    tags: tagsOf(ctx, record),
    actions: actionsOf(ctx, base, key, mayEdit),
    more: mayEdit && row ? moreOf(ctx, base, row) : [],
    facts: [
      ...ownTabs.map((each) => ({ label: ctx.t(`projects.tab.${each}`), value: figure(ctx, counts[each]) })),
      ...moneyOf(ctx, sums),
    ].map((fact) => ({ sub: null, tone: null, href: null, ...fact })),
    tabs: ownTabs.map((each) => ({
      href: each === 'cases' ? base : `${base}?tab=${each}`,
      label: ctx.t(`projects.tab.${each}`),
      current: each === shown,
      count: null,
    })),
    about,
    pluginTabs: plugins.tabs,
    pluginBody: plugins.body,
    pluginTab: tab ?? '',
    members: shown ? await membersView(ctx, members, shown, { base, after, mayEdit }) : null,
    details: row ? await detailsOf(ctx, record, row) : [],
  }
}

const figure = (ctx: Ctx, { value, exact }: Counted) =>
  exact ? String(value) : ctx.t('projects.over', { count: value })

/** One figure for each label, its currencies side by side. */
function moneyOf(ctx: Ctx, sums: readonly CaseSum[]) {
  const labels = [...new Set(sums.map(({ label }) => label))]
  return labels.map((label) => {
    const amounts = sums.filter((sum) => sum.label === label)
    const value = amounts
      .map(({ amountMinor, currency }) => formatAmount(amountMinor, currency, ctx.locale))
      .join(' · ')
    return { label, value }
  })
}

function subOf(ctx: Ctx, { automatic, fromDay, toDay }: ProjectData): string {
  if (automatic) return ctx.t('projects.automatic-hint')
  const days = [fromDay, toDay].map((day) => (typeof day === 'string' ? formatDay(day, ctx.locale) : '…'))
  return fromDay || toDay ? days.join(' – ') : ''
}

function tagsOf(ctx: Ctx, { automatic, deactivatedAt }: ProjectData) {
  if (automatic) return [{ label: ctx.t('projects.automatic-tag'), hue: 'slate', dot: false }]
  return deactivatedAt === null ? [] : [{ label: ctx.t('projects.deactivated'), hue: 'slate', dot: true }]
}

function actionsOf(ctx: Ctx, base: string, key: ProjectKey, mayEdit: boolean): readonly RecordAction[] {
  const inTree = action(ctx.t('projects.in-tree'), `/projects/tree?under=project:${key}`, { icon: 'sitemap' })
  return mayEdit ? [inTree, action(ctx.t('core.edit'), `${base}/edit`, { icon: 'pencil', key: 'E' })] : [inTree]
}

function moreOf(ctx: Ctx, base: string, { name, version, deactivatedAt }: Project): readonly RecordAction[] {
  const copy = action(ctx.t('projects.copy'), `${base}/copies`, { icon: 'copy', post: true })
  const use =
    deactivatedAt === null
      ? action(ctx.t('projects.deactivate'), `${base}/deactivation`, { icon: 'archive', post: true })
      : action(ctx.t('projects.reactivate'), `${base}/deactivation/removal`, { icon: 'rotate', post: true })
  const remove = action(ctx.t('projects.remove'), `${base}/removal`, {
    icon: 'trash',
    look: 'danger',
    post: true,
    hidden: [{ name: 'version', value: String(version) }],
    ask: ctx.t('projects.remove-ask', { name }),
  })
  return [copy, use, remove]
}

/** Its fields and attributes in words, but for those that stand in the head. */
async function detailsOf(ctx: Ctx, record: ProjectData, row: Project): Promise<readonly PropertyView[]> {
  const view = await recordView(ctx, project, record as never, row)
  const inHead = new Set(['name', 'fromDay', 'toDay', 'description'].map((name) => ctx.t(`projects.project.${name}`)))
  return view.groups.flatMap(({ rows }) => rows).filter(({ label }) => !inHead.has(label))
}
