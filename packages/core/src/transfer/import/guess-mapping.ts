import { createHash } from 'node:crypto'
import type { Ctx, Locale } from '../../ctx.js'
import { labelIn } from '../../attributes/attribute-types.js'
import { fold } from '../../text/fold.js'
import { MEMORY, type ImportSettings } from './import-row.js'
import type { Importable, ImportField } from './importable.js'

const LOCALES: readonly Locale[] = ['pl', 'en']

/**
 * How a file with these headings is probably taken: as the last one with the same headings was, as far as its fields are
 * still there; otherwise headings fill the fields whose label in either language, another usual word, or key, they are. A field that finds
 * records, when it is filled, does so.
 */
export async function guessSettings(
  ctx: Ctx,
  importable: Importable,
  headings: readonly string[],
): Promise<ImportSettings> {
  const known: { settings: string } | undefined = await ctx
    .db(MEMORY)
    .where({ entity: importable.entity.id, headings: headingsHash(headings) })
    .first('settings')
  if (known) return stillThere(importable, JSON.parse(known.settings) as ImportSettings)

  const free = new Map(importable.fields.map((field) => [field.name, namesOf(ctx, importable, field)]))
  const mapping: (readonly [string, string])[] = []
  for (const heading of headings) {
    const wanted = fold(heading)
    const name = [...free].find(([, names]) => names.has(wanted))?.[0] ?? begunBy(free, wanted)
    if (name === undefined) continue
    free.delete(name)
    mapping.push([heading, name])
  }
  const filled = new Set(mapping.map(([, name]) => name))
  const match = importable.fields.find(({ name, matches }) => matches && filled.has(name))?.name ?? null
  return { mapping, defaults: [], match, mode: match === null ? 'create' : 'both', emptyCells: 'keep' }
}

/** „Ulica” for „Ulica i numer”, where no other label begins so. */
function begunBy(free: ReadonlyMap<string, ReadonlySet<string>>, wanted: string): string | undefined {
  const begun = [...free].filter(([, names]) => [...names].some((name) => name.startsWith(`${wanted} `)))
  return wanted !== '' && begun.length === 1 ? begun[0]?.[0] : undefined
}

/** Remembers how files with these headings are taken. */
export async function rememberSettings(
  ctx: Ctx,
  { entity }: Importable,
  headings: readonly string[],
  settings: ImportSettings,
): Promise<void> {
  const row = { entity: entity.id, headings: headingsHash(headings), settings: JSON.stringify(settings), at: ctx.now() }
  await ctx.db(MEMORY).insert(row).onConflict(['entity', 'headings']).merge(['settings', 'at'])
}

/** The same whatever the order of the columns. */
function headingsHash(headings: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...headings].sort()))
    .digest('hex')
}

function stillThere({ fields }: Importable, settings: ImportSettings): ImportSettings {
  const names = new Set(fields.map(({ name }) => name))
  return {
    ...settings,
    mapping: settings.mapping.filter(([, name]) => names.has(name)),
    defaults: settings.defaults.filter(([name]) => names.has(name)),
    match: settings.match !== null && names.has(settings.match) ? settings.match : null,
  }
}

/** All a heading may be called that fills a field, folded. */
function namesOf(
  ctx: Ctx,
  { entity, headings }: Importable,
  { name, key, field, type }: ImportField,
): ReadonlySet<string> {
  const labels = LOCALES.map((locale) => {
    if (type) return labelIn(type, locale)
    return name === 'id' ? 'id' : ctx.t(field.label ?? `${entity.id}.${name}`, {}, locale)
  })
  return new Set([...labels, name, key, name.replace(/^attr\./, ''), ...(headings?.[name] ?? [])].map(fold))
}
