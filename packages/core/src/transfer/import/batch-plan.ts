import type { Ctx } from '../../ctx.js'
import { headingsOf, settingsOf, type ImportRow, type ImportSettings } from './import-row.js'
import { importableOf, type Importable, type ImportField } from './importable.js'
import { attributeReader, cellReader, type CellReader } from './parse-cell.js'

/** A field that the file or a default fills, ready to read its cells. */
export interface FilledField extends ImportField {
  /** Place of its cell in a row; null when only a default fills it. */
  readonly at: number | null
  /** For new records where there is nothing in the cell; '' for none. */
  readonly fallback: string
  readonly read: CellReader
}

/** All that holds for every row of one step. */
export interface BatchPlan {
  readonly importable: Importable
  readonly settings: ImportSettings
  readonly filled: readonly FilledField[]
  readonly match: FilledField | null
}

/** Looks up once what every row needs. Throws as `importableOf`, and when nobody has said how the file is taken. */
export async function batchPlan(ctx: Ctx, row: ImportRow): Promise<BatchPlan> {
  const importable = await importableOf(ctx, row.entity)
  const settings = settingsOf(row)
  if (!settings) throw new Error(`import ${row.id} has no settings`)
  const places = new Map(headingsOf(row).map((heading, at) => [heading, at]))
  const byField = new Map(settings.mapping.map(([heading, name]) => [name, places.get(heading)]))
  const fallbacks = new Map(settings.defaults)

  const used = importable.fields.filter(({ name }) => byField.get(name) !== undefined || fallbacks.has(name))
  const filled = await Promise.all(
    used.map(async (field) => ({
      ...field,
      at: byField.get(field.name) ?? null,
      fallback: fallbacks.get(field.name) ?? '',
      read: field.type ? attributeReader(ctx, field.type) : await cellReader(ctx, field.field),
    })),
  )
  return { importable, settings, filled, match: filled.find(({ name }) => name === settings.match) ?? null }
}
