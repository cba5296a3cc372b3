import type { Ctx } from '../ctx.js'
import { formatNumber } from '../numbering/pattern.js'
import { seriesSettings } from '../numbering/series-settings.js'
import { choice, number, text } from '../plugin/fields.js'
import { type Form, form, place } from '../plugin/forms.js'
import type { Series } from '../plugin/numbering.js'
import { notFound } from '../plugin/refusal.js'

export const seriesForm: Form = form('core.series', {
  fields: {
    pattern: text({ required: true, maxLength: 40, hint: 'core.series.pattern.hint' }),
    reset: choice(
      [
        { key: 'never', label: 'core.series.reset.never' },
        { key: 'year', label: 'core.series.reset.year' },
        { key: 'month', label: 'core.series.reset.month' },
      ],
      { required: true },
    ),
    start: number({ hint: 'core.series.start.hint' }),
  },
  groups: [{ key: '', fields: [place('pattern', 3), place('reset', 3, { as: 'chips' }), place('start', 3)] }],
})

export interface SeriesView {
  readonly id: string
  readonly label: string
  readonly version: number
  readonly pattern: string
  readonly reset: Series['reset']
  /** What the number 7 of today would be. */
  readonly sample: string
}

/** The series whoever asks may change, in plugin order. */
export async function listSeries(ctx: Ctx): Promise<readonly SeriesView[]> {
  const views = []
  for (const series of allSeries(ctx)) if (ctx.can(series.edit)) views.push(await seriesView(ctx, series))

  return views
}

/** A series by its id; 404 when no plugin declares it. */
export function seriesById(ctx: Ctx, id: string): Series {
  const series = allSeries(ctx).find((one) => one.id === id)
  if (!series) throw notFound()

  return series
}

export async function seriesView(ctx: Ctx, series: Series): Promise<SeriesView> {
  const { id, version, pattern, reset } = await seriesSettings(ctx, series)
  const sample = formatNumber(pattern, 7, { day: ctx.today(), branch: 'A', type: 'T' })

  return { id, label: ctx.t(`series.${id}`), version, pattern, reset, sample }
}

function allSeries(ctx: Ctx): readonly Series[] {
  return ctx.registry.plugins.flatMap((plugin) => plugin.series ?? [])
}
