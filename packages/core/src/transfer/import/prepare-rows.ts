import type { Ctx } from '../../ctx.js'
import type { Recorded } from '../../db/model.js'
import type { SheetRow } from '../reading/sheet.js'
import type { BatchPlan, FilledField } from './batch-plan.js'
import { doubleLines } from './double-lines.js'
import { findRelations, type Found } from './find-relations.js'
import type { Phase } from './import-row.js'
import { matchRows } from './match-rows.js'
import type { ParsedCell } from './parse-cell.js'
import type { RowProblem } from './row-reason.js'

/** What is to be done with a row: a record made, one changed, nothing, or it is refused before anything is tried. */
export type PreparedRow = { readonly line: number } & (
  | { readonly kind: 'new'; readonly values: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'existing'
      readonly record: Pick<Recorded, 'id' | 'version'>
      readonly values: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly problems: readonly RowProblem[] }
)

type Texts = ReadonlyMap<FilledField, string>

/** Reads the cells of some rows and finds the records they are about and point at, in a few queries for all of them. */
export async function prepareRows(
  ctx: Ctx,
  plan: BatchPlan,
  about: { readonly importId: number; readonly phase: Phase },
  rows: readonly SheetRow[],
): Promise<readonly PreparedRow[]> {
  const read = rows.map(({ line, cells }) => ({ line, texts: textsOf(plan, cells) }))
  const doubles = await doubleLines(ctx, about, read)
  const relations = await relationsOf(
    ctx,
    plan,
    read.map(({ texts }) => texts),
  )
  const { match } = plan
  const wanted = match ? read.flatMap(({ texts }) => texts.get(match) ?? []) : []
  const matches = match ? await matchRows(ctx, plan.importable.entity, match, wanted) : new Map<string, never[]>()

  const prepared: PreparedRow[] = []
  for (const { line, texts } of read) prepared.push(await prepareRow(line, texts))
  return prepared

  async function prepareRow(line: number, texts: Texts): Promise<PreparedRow> {
    const double = doubles.get(line)
    if (double) return refused(line, 'duplicate-in-file', double.field, 'core.import-double', { line: double.earlier })
    const target = targetOf(plan, match && texts.get(match), matches)
    if ('problem' in target) return { line, kind: 'refused', problems: [target.problem] }
    if (target.record && plan.settings.mode === 'create') return { line, kind: 'known' }
    const { values, problems } = await valuesOf(plan, texts, relations, target.record === null)
    if (problems.length > 0) return { line, kind: 'refused', problems }
    return target.record ? { line, kind: 'existing', record: target.record, values } : { line, kind: 'new', values }
  }
}

/** The cells that say something. */
function textsOf({ filled }: BatchPlan, cells: readonly string[]): Texts {
  return new Map(
    filled.flatMap((field) => {
      const text = field.at === null ? '' : (cells[field.at] ?? '').trim()
      return text === '' ? [] : [[field, text] as const]
    }),
  )
}

type Relations = ReadonlyMap<FilledField, ReadonlyMap<string, Found>>

async function relationsOf(ctx: Ctx, { filled }: BatchPlan, rows: readonly Texts[]): Promise<Relations> {
  const found = new Map<FilledField, ReadonlyMap<string, Found>>()
  for (const field of filled) {
    const target = field.field.kind === 'ref' && !field.type ? field.field.of?.() : undefined
    if (!target) continue
    const texts = [...rows.flatMap((texts) => texts.get(field) ?? []), field.fallback].filter((text) => text !== '')
    found.set(field, await findRelations(ctx, target, texts))
  }
  return found
}

type Target = { readonly record: Pick<Recorded, 'id' | 'version'> | null } | { readonly problem: RowProblem }

function targetOf(
  { settings: { mode }, match }: BatchPlan,
  text: string | null | undefined,
  matches: Awaited<ReturnType<typeof matchRows>>,
): Target {
  const problem = (reason: RowProblem['reason'], code: string): Target => ({
    problem: { reason, field: match?.name ?? null, code },
  })
  if (!match || !text) return mode === 'update' ? problem('missing-required', 'core.required') : { record: null }
  const [record, ...more] = matches.get(text) ?? []
  if (more.length > 0) return problem('ambiguous-relation', 'core.import-ambiguous')
  if (record) return { record }
  return mode === 'update' || match.name === 'id' ? problem('no-relation', 'core.import-no-record') : { record: null }
}

async function valuesOf(
  { filled, settings, importable }: BatchPlan,
  texts: Texts,
  relations: Relations,
  isNew: boolean,
) {
  const values: Record<string, unknown> = {}
  const attributes: Record<string, unknown> = {}
  const problems: RowProblem[] = []
  for (const field of filled) {
    if (field.name === 'id') continue
    const text = texts.get(field) ?? (isNew ? field.fallback : '')
    const into = field.type ? attributes : values
    const key = field.type?.key ?? field.key
    if (text === '') {
      if (!isNew && settings.emptyCells === 'clear' && field.at !== null) into[key] = null
      continue
    }
    const read = relations.has(field) ? relationOf(relations.get(field)?.get(text.trim())) : await field.read(text)
    if ('value' in read) into[key] = read.value
    else problems.push({ reason: read.reason, field: field.name, code: read.code })
  }
  const sendsAttributes = Object.keys(attributes).length > 0 && importable.entity.attributable
  return { values: sendsAttributes ? { ...values, attributes } : values, problems }
}

function relationOf(found: Found | undefined): ParsedCell {
  if (found && 'id' in found) return { value: found.id }
  return found && 'many' in found
    ? { reason: 'ambiguous-relation', code: 'core.import-ambiguous' }
    : { reason: 'no-relation', code: 'core.import-no-record' }
}

function refused(
  line: number,
  reason: RowProblem['reason'],
  { name }: FilledField,
  code: string,
  params: NonNullable<RowProblem['params']>,
): PreparedRow {
  return { line, kind: 'refused', problems: [{ reason, field: name, code, params }] }
}
