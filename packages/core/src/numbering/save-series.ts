import type { Ctx } from '../ctx.js'
import { insertMissing } from '../db/bulk.js'
import { auditChange } from '../entity/audit.js'
import { inChangeSet } from '../entity/change-set.js'
import type { Series } from '../plugin/numbering.js'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import { isSoundPattern, patternForm, periodOf, spanOf } from './pattern.js'
import { seriesSettings, type SeriesSettings } from './series-settings.js'

export interface SeriesGiven {
  readonly version: number | undefined
  readonly pattern: string
  readonly reset: Series['reset']
  /** The next number of today's period, while its counter is unused. */
  readonly start?: number | null
}

/**
 * Changes how a series numbers, from the next number on; counted over another span, numbers that look as before go on
 * where they were. 403 without its permission; 428, 409 for the version;
 * `core.bad-pattern` for one that has no `{N}`, lacks the date tokens of its reset, or could give another series' numbers;
 * `core.series-used` for a start when the period has begun.
 */
export async function saveSeries(
  ctx: Ctx,
  series: Series,
  { version, pattern, reset, start }: SeriesGiven,
): Promise<SeriesSettings> {
  ctx.must(series.edit)
  const before = await seriesSettings(ctx, series)
  if (version === undefined) throw new Refusal('core.version-missing', { status: 428 })
  if (version !== before.version) throw new Refusal('core.conflict', { status: 409, extra: { fields: [] } })
  if (!isSoundPattern(pattern, reset) || (await isTaken(ctx, series, pattern)))
    throw refuseFields([{ path: 'pattern', code: 'core.bad-pattern' }])

  await write(ctx, series.id, before, { pattern, reset })
  if (reset !== before.reset && patternForm(pattern) === patternForm(before.pattern))
    await goOn(ctx, series.id, spanOf(reset, ctx.today()))
  if (start !== undefined && start !== null)
    await setStart(ctx, series.id, periodOf(pattern, reset, { day: ctx.today() }), start)
  const changes = [
    { field: 'pattern', before: before.pattern, after: pattern },
    { field: 'reset', before: before.reset, after: reset },
    { field: 'start', before: null, after: start ?? null },
  ].filter((change) => change.before !== change.after)
  await inChangeSet(ctx, { kind: 'configuration', label: ctx.t(series.id) }, (inside) =>
    auditChange(inside, { entity: 'core.series', record: null, label: series.id, action: 'changed', changes }),
  )

  return { id: series.id, version: before.version + 1, pattern, reset }
}

async function isTaken(ctx: Ctx, series: Series, pattern: string): Promise<boolean> {
  const others = ctx.registry.plugins.flatMap((plugin) => plugin.series ?? []).filter(({ id }) => id !== series.id)
  for (const other of others) {
    if (patternForm((await seriesSettings(ctx, other)).pattern) === patternForm(pattern)) return true
  }
  return false
}

async function write(
  ctx: Ctx,
  id: string,
  { version }: SeriesSettings,
  values: { pattern: string; reset: string },
): Promise<void> {
  if (version === 0) {
    await ctx.db('core_series').insert({ id, version: 1, ...values })
    return
  }
  const touched = await ctx
    .db('core_series')
    .where({ id, version })
    .update({ ...values, version: version + 1 })
  if (touched === 0) throw new Refusal('core.conflict', { status: 409, extra: { fields: [] } })
}

/** The counters of today's new span go on from those it overlaps, or the same numbers would be given once more. */
async function goOn(ctx: Ctx, series: string, span: string): Promise<void> {
  const counters: { period: string; n: number }[] = await ctx.db('core_counter').where({ series }).select('period', 'n')
  const highest = new Map<string, number>()
  for (const { period, n } of counters) {
    const [other = '', ...parts] = period.split(' ')
    const within = other === 'all' || span === 'all' || other.startsWith(span) || span.startsWith(other)
    const own = [span, ...parts].join(' ')
    if (within) highest.set(own, Math.max(n, highest.get(own) ?? 0))
  }
  for (const [period, n] of highest) {
    await insertMissing(ctx.db, 'core_counter', ['series', 'period'], [{ series, period, n: 0 }])
    await ctx.db('core_counter').where({ series, period }).where('n', '<', n).update({ n })
  }
}

async function setStart(ctx: Ctx, series: string, period: string, start: number): Promise<void> {
  const used = refuseFields([{ path: 'start', code: 'core.series-used' }])
  const row: { n: number } | undefined = await ctx.db('core_counter').where({ series, period }).first('n')
  if (row && row.n > 0) throw used
  await insertMissing(ctx.db, 'core_counter', ['series', 'period'], [{ series, period, n: 0 }])
  const touched = await ctx
    .db('core_counter')
    .where({ series, period, n: 0 })
    .update({ n: start - 1 })
  if (touched === 0 && start !== 1) throw used
}
