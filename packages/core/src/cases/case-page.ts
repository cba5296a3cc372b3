import { attributeLines } from '../attributes/pages/attribute-lines.js'
import { contractorRoles } from '../contractors/roles/contractor-roles.js'
import type { Ctx } from '../ctx.js'
import type { PresentedRef } from '../entity/labels.js'
import type { Presented } from '../entity/present.js'
import { seen } from '../entity/seen.js'
import { rowsOf, together } from '../entity/together.js'
import { grantReaches } from '../operators/grant-reaches.js'
import { may } from '../permissions.js'
import { tabFills } from '../ui/tab-fills.js'
import { attachmentViews, mayChangeCase } from './attachment-views.js'
import { cardsOf } from './cards.js'
import { filesOfCase, kindsWithFiles, type FilesAsked } from './case-files.js'
import { fileFilters } from './file-filters.js'
import { caseEntity } from './case.js'
import type { Case } from './models/case.js'
import { event } from './event.js'
import { caseTabs } from './hooks.js'
import { results } from './options.js'
import { timelineOf, timelineQuestions, type TimelineAsked } from './timeline.js'

export interface CaseAsked {
  readonly own: 'story' | 'attachments'
  readonly tab?: string
  readonly type?: string
  readonly before?: string
  /** Which files the page of files shows. */
  readonly files?: FilesAsked
}

const PLANNED = 20
const FILES_BESIDE = 8

/** Everything a case's page shows beside its record: role and owner, what is planned, the story, files, plugins' tabs. */
export async function casePage(
  ctx: Ctx,
  row: Case,
  record: Presented,
  { own, tab, type, before, files: asked }: CaseAsked,
) {
  const base = `/cases/${row.id}`
  const about = { case: { id: row.id, contractorId: row.contractorId } }
  const fills = await tabFills(ctx, caseTabs, about, { base, ...(tab && { current: tab }) })
  const shown = fills.body.length > 0 ? 'plugin' : own
  const story = { of: { case_id: row.id }, base, ...(type && { type }), ...(before && { before }) }
  const rows = await caseRows(ctx, row.id, shown === 'story' ? story : null, asked)
  const { events } = await cardsOf(ctx, { events: [...rows.planned, ...rows.told] })
  const files = await attachmentViews(ctx, rows.files, rows.kindsOfFiles)
  const chosen = rows.chosen.length > 0 ? await attachmentViews(ctx, rows.chosen, rows.kindsOfFiles) : []

  return {
    base,
    about,
    tab: shown,
    tabs: tabsOf(ctx, base, shown, files.length),
    pluginTabs: fills.tabs,
    pluginBody: fills.body,
    pluginTab: tab ?? '',
    head: await headOf(ctx, row, record),
    planned: events.slice(0, rows.planned.length),
    timeline: shown === 'story' ? await timelineOf(ctx, story, rows, events) : null,
    files: asked ? chosen : files,
    fileFilters: fileFilters(ctx, `${base}/attachments`, asked ?? {}),
    filtered: asked !== undefined,
    filesBeside: files.slice(0, FILES_BESIDE),
    details: await detailsOf(ctx, record),
    results: results.map(({ key, label }) => ({ value: key, label: ctx.t(label) })),
    openEvents: rows.planned.length,
  }
}

/** Its files, what is planned in it and, when it is shown, its story: in one statement. */
async function caseRows(ctx: Ctx, caseId: number, story: TimelineAsked | null, asked: FilesAsked | undefined) {
  const planned = seen(ctx, event).where({ case_id: caseId }).whereIn('state', ['planned', 'in-progress'])

  return together(ctx, {
    files: await filesOfCase(ctx, caseId),
    kindsOfFiles: kindsWithFiles(ctx, caseId),
    chosen: asked ? await filesOfCase(ctx, caseId, asked) : null,
    planned: rowsOf(event, planned, ['at', 'id'], PLANNED),
    ...(story ? timelineQuestions(ctx, story) : { told: null, kinds: null }),
  })
}

async function headOf(ctx: Ctx, row: Case, record: Presented) {
  const role = (await contractorRoles(ctx)).find(({ key }) => key === row.contractorRole)
  const result = results.find(({ key }) => key === row.result)
  const open = row.closedAt === null
  const mayEdit = await mayChangeCase(ctx, row)
  const contractor = record.contractor as PresentedRef

  return {
    no: row.number,
    open,
    contractorHref: contractor !== null && contractor.id !== null ? `/contractors/${contractor.id}` : null,
    contractorName: contractor !== null && 'label' in contractor ? contractor.label : ctx.t('core.no-access'),
    tags: [
      { label: role?.label ?? row.contractorRole, hue: role?.hue ?? 'slate', dot: false },
      open
        ? { label: ctx.t('core.case.open'), hue: 'blue', dot: true }
        : { label: ctx.t(result?.label ?? 'core.case.closed'), hue: result?.hue ?? 'slate', dot: true },
    ],
    mayEdit,
    mayClose: mayEdit && grantReaches(ctx, may.closeCases, [row.ownerId]),
    newEvent: open && ctx.can(may.editEvents) ? `/events/new?case=${row.id}` : null,
  }
}

function tabsOf(ctx: Ctx, base: string, shown: string, files: number) {
  const tabs = [
    { key: 'story', href: base, count: null },
    { key: 'attachments', href: `${base}/attachments`, count: files },
  ]
  return tabs.map(({ key, href, count }) => ({
    href,
    count,
    label: ctx.t(`core.case.tab.${key}`),
    current: key === shown,
  }))
}

async function detailsOf(ctx: Ctx, record: Presented) {
  const owner = labelOf(record.owner as PresentedRef)
  const lines = await attributeLines(ctx, caseEntity, record)

  return [
    { label: ctx.t('core.case.owner'), text: owner, avatar: owner !== '' },
    {
      label: ctx.t('core.case.aliases'),
      text: String(record.aliases ?? '')
        .split('\n')
        .join(', '),
      avatar: false,
    },
    ...lines.map(({ label, text }) => ({ label, text, avatar: false })),
  ].filter(({ text }) => text !== '')
}

function labelOf(ref: PresentedRef): string {
  return ref !== null && 'label' in ref ? ref.label : ''
}
