import type { Ctx } from '../../ctx.js'
import { refuseFields, Refusal, type FieldRefusal } from '../../plugin/refusal.js'
import { rememberSettings } from './guess-mapping.js'
import { IMPORTS, headingsOf, importRow, type ImportRow, type ImportSettings, type ImportState } from './import-row.js'
import { importableOf } from './importable.js'

/** States in which one may still say how a file is taken: until its rows were taken. */
const OPEN: readonly ImportState[] = ['ready', 'rehearsed']

/**
 * Says how a file is taken, and remembers it for the next file with the same headings. What a rehearsal came to before holds
 * no longer. 422 for headings and fields nobody knows, and for two headings that fill one field.
 */
export async function setImport(ctx: Ctx, id: number, settings: ImportSettings): Promise<void> {
  const row = await openImport(ctx, id)
  const importable = await importableOf(ctx, row.entity)
  const headings = headingsOf(row)
  const refused = judge(settings, headings, new Map(importable.fields.map(({ name, matches }) => [name, matches])))
  if (refused.length > 0) throw refuseFields(refused)

  await rememberSettings(ctx, importable, headings, settings)
  await ctx
    .db(IMPORTS)
    .where({ id })
    .update({ settings: JSON.stringify(settings), state: 'ready', rehearsed: null, job_run_id: null })
}

/** One's own import whose rows were not taken yet. 409 while it is read or under way; 422 once it is over. */
export async function openImport(ctx: Ctx, id: number): Promise<ImportRow> {
  const row = await importRow(ctx, id)
  if (OPEN.includes(row.state)) return row
  if (row.state === 'reading')
    throw new Refusal('core.import-reading', { status: 409, headers: { 'retry-after': '2' } })
  if (row.state === 'rehearsing' || row.state === 'running') throw new Refusal('core.import-under-way', { status: 409 })
  throw new Refusal(row.fault ?? 'core.import-over')
}

function judge(
  { mapping, defaults, match, mode }: ImportSettings,
  headings: readonly string[],
  fields: ReadonlyMap<string, boolean>,
): readonly FieldRefusal[] {
  const filled = mapping.map(([, name]) => name)
  const twice = mapping.filter(([, name], at) => filled.indexOf(name) !== at)
  return [
    ...mapping.flatMap(([heading, name]) => {
      if (!headings.includes(heading)) return [{ path: `mapping.${heading}`, code: 'core.import-unknown-heading' }]
      return fields.has(name) ? [] : [{ path: `mapping.${heading}`, code: 'core.unknown-field' }]
    }),
    ...twice.map(([heading]) => ({ path: `mapping.${heading}`, code: 'core.import-filled-twice' })),
    ...defaults.flatMap(([name]) =>
      fields.has(name) ? [] : [{ path: `defaults.${name}`, code: 'core.unknown-field' }],
    ),
    ...(mapping.length === 0 ? [{ path: 'mapping', code: 'core.import-nothing-mapped' }] : []),
    ...(match !== null && !(fields.get(match) && filled.includes(match))
      ? [{ path: 'match', code: 'core.import-bad-match' }]
      : []),
    ...(match === null && mode !== 'create' ? [{ path: 'match', code: 'core.import-match-needed' }] : []),
  ]
}
