import type { Ctx } from '../../../ctx.js'
import type { PageReply, RefusedForm } from '../../../plugin/routes.js'
import { importRow, type Counts, type ImportRow, type Phase } from '../import-row.js'
import { importableOf, namesOfMany } from '../importable.js'
import { refusedRows } from '../refused-rows.js'
import { importViewOf, type ImportView } from '../show-import.js'
import { mappingForm } from './mapping-form.js'
import { stateOf } from './state-of.js'
import { stepsOf, type ImportStep } from './steps-of.js'

/** Refused rows that stand on the page; all of them are in the file. */
const SHOWN = 50

interface Shown {
  /** Shows the mapping again, though a rehearsal is over. */
  readonly mapping?: boolean
  readonly refused?: RefusedForm
}

/** The step at which an import is: reading, mapping, rehearsal, result. */
export async function importPage(ctx: Ctx, reply: PageReply, id: number, shown: Shown = {}): Promise<never> {
  const row = await importRow(ctx, id)
  const view = importViewOf(row)
  const { refused } = shown
  return reply.page('core/import-page', view, {
    title: row.file_name,
    crumbs: [{ label: ctx.t('core.imports'), href: '/imports' }, { label: row.file_name }],
    ...(refused && { status: refused.status }),
    extras: () => extrasOf(ctx, row, view, shown),
  })
}

async function extrasOf(ctx: Ctx, row: ImportRow, view: ImportView, { mapping = false, refused }: Shown) {
  const maps = row.state === 'ready' || (row.state === 'rehearsed' && mapping)
  const under = row.state === 'rehearsing' || row.state === 'running'
  const phase: Phase = view.counts === null ? 'rehearsal' : 'run'
  const counts = phase === 'run' ? view.counts : view.rehearsal
  const over =
    !maps && (row.state === 'rehearsed' || row.state === 'done' || (row.state === 'failed' && view.counts !== null))
  const { entity } = await importableOf(ctx, row.entity)
  return {
    steps: stepsOf(ctx, stepOf(row, maps)),
    what: namesOfMany(ctx, row.entity),
    ...stateOf(ctx, row.state),
    faultText: row.fault === null ? null : ctx.t(row.fault, { columns: 200, rows: 1_000_000 }),
    form: maps ? await mappingForm(ctx, row, refused) : null,
    progress: under || row.state === 'reading' ? progressOf(ctx, row, counts) : null,
    result: over && counts ? { phase, ...(await resultOf(ctx, row, phase, counts)) } : null,
    listHref: entity.path,
  }
}

function stepOf({ state, counts }: ImportRow, maps: boolean): ImportStep {
  if (maps || state === 'reading') return state === 'reading' ? 'file' : 'mapping'
  if (state === 'failed' && counts === null) return 'file'
  return state === 'running' || state === 'done' || state === 'failed' ? 'run' : 'rehearsal'
}

function progressOf(ctx: Ctx, { id, job_run_id: run, row_count: total }: ImportRow, counts: Counts | null) {
  const done = counts ? counts.new + counts.changed + counts.unchanged + counts.refused : 0
  const figure = new Intl.NumberFormat(ctx.locale, { useGrouping: 'always' })
  return {
    done,
    total: total === null ? null : Math.max(1, total),
    pieces: total === null ? null : ctx.t('core.jobs.of', { done: figure.format(done), total: figure.format(total) }),
    cancelHref: run === null ? null : `/jobs/${run}/cancellation`,
    href: `/imports/${id}`,
    // Another one each time, so that a morphed page asks again.
    tick: `${done}-${ctx.now().replace(/\D/g, '')}`,
  }
}

async function resultOf(ctx: Ctx, row: ImportRow, phase: Phase, counts: Counts) {
  const rows = await refusedRows(ctx, row, { phase, limit: SHOWN })
  const taken = counts.new + counts.changed
  return {
    heading: ctx.t(`core.import.result.${phase}`),
    figures: (['new', 'changed', 'unchanged', 'refused'] as const).map((key) => ({
      label: ctx.t(`core.import.count.${key}`),
      figure: new Intl.NumberFormat(ctx.locale, { useGrouping: 'always' }).format(counts[key]),
      sub: '',
      wrong: null,
    })),
    taken,
    takeLabel: ctx.t('core.import.take', { count: taken }),
    undoHref:
      phase === 'run' && taken > 0 && row.change_set_id !== null ? `/change-sets/${row.change_set_id}/reversal` : null,
    refused: rows.map(({ line, reason, problems }) => ({
      line,
      reasonLabel: ctx.t(`core.import.reason.${reason}`),
      problems: problems.map(({ heading, message }) => (heading === null ? message : `${heading}: ${message}`)),
    })),
    more:
      counts.refused > rows.length ? ctx.t('core.import.more-refused', { count: counts.refused - rows.length }) : null,
    fileHref: counts.refused > 0 ? `/imports/${row.id}/refused/file?phase=${phase}` : null,
  }
}
