import type { Ctx } from '../../ctx.js'
import { notFound } from '../../plugin/refusal.js'

export const IMPORTS = 'core_import'
export const REFUSALS = 'core_import_refusal'
export const KEYS = 'core_import_key'
export const MEMORY = 'core_import_memory'

/** A rehearsal does everything and takes it back; a run keeps it. */
export type Phase = 'rehearsal' | 'run'

/** `reading` until the whole file was read; `failed` when it cannot be, or when a run was broken off by a rule. */
export type ImportState = 'reading' | 'ready' | 'rehearsing' | 'rehearsed' | 'running' | 'done' | 'failed'

export type Mode = 'create' | 'update' | 'both'

/** How a file is taken. Fields are named as `importFields` names them. */
export interface ImportSettings {
  /** Headings with the field that each fills. */
  readonly mapping: readonly (readonly [heading: string, field: string])[]
  /** Texts for new records where a cell is empty or no heading fills the field. */
  readonly defaults: readonly (readonly [field: string, text: string])[]
  /** The field that finds the record a row is about; null: every row is a new one. */
  readonly match: string | null
  readonly mode: Mode
  /** What an empty cell does to a record that is there. */
  readonly emptyCells: 'keep' | 'clear'
}

export interface Counts {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
}

export const noCounts: Counts = { new: 0, changed: 0, unchanged: 0, refused: 0 }

/** A row of the table as it is kept. */
export interface ImportRow {
  readonly id: number
  readonly entity: string
  readonly file_name: string
  readonly sha256: string
  readonly format: 'csv' | 'xlsx'
  readonly encoding: string | null
  readonly separator: string | null
  readonly headings: string
  readonly samples: string
  readonly staged: string | null
  readonly row_count: number | null
  readonly fault: string | null
  readonly state: ImportState
  readonly settings: string | null
  readonly rehearsed: string | null
  readonly counts: string | null
  readonly job_run_id: number | null
  readonly change_set_id: number | null
  readonly operator_id: number
  readonly created_at: string
  readonly ended_at: string | null
}

/** One's own import. 404 for another's, as for none. */
export async function importRow(ctx: Ctx, id: number): Promise<ImportRow> {
  const row: ImportRow | undefined = await ctx
    .db(IMPORTS)
    .where({ id, operator_id: ctx.operator?.id ?? 0 })
    .first()
  if (!row) throw notFound()
  return row
}

/** Its headings, in their order. */
export const headingsOf = ({ headings }: Pick<ImportRow, 'headings'>): readonly string[] =>
  JSON.parse(headings) as string[]

/** How it is taken, or null before anybody said. */
export const settingsOf = ({ settings }: Pick<ImportRow, 'settings'>): ImportSettings | null =>
  settings === null ? null : (JSON.parse(settings) as ImportSettings)
