import type { Ctx } from '../ctx.js'
import { doerOf } from '../entity/doer.js'
import { shapeOf } from '../entity/shape.js'
import { isOfRecord, placeOf, type FormPage, type FormPlace } from '../http/form-pages.js'
import { notFound } from '../plugin/refusal.js'

const TABLE = 'core_draft'
const MOST = 100
const LONGEST = 120

/** What an operator typed into a form and did not save. */
export interface Draft {
  readonly id: number
  readonly form: string
  /** Of the form's page. */
  readonly address: string
  /** The version of the record it began from; null for something new. */
  readonly version: number | null
  /** UTC instant. */
  readonly savedAt: string
  /** As the form would send them: a text, or several, by name. */
  readonly values: Readonly<Record<string, string | readonly string[]>>
}

/** A draft as its writer finds it among his others. */
export interface DraftItem extends Omit<Draft, 'values'> {
  /** „Zmiana sprawy”. */
  readonly title: string
  /** What it seems to be about: the first text that was typed, or the record’s number. */
  readonly about: string
}

interface Row {
  readonly id: number
  readonly form: string
  readonly address: string
  readonly version: number | null
  readonly saved_at: string
  readonly typed: string
}

/** What the reader typed into the form of this page and did not save, if anything. */
export async function draftAt(ctx: Ctx, { page, address }: FormPlace): Promise<Draft | null> {
  const row: Row | undefined = await own(ctx).where({ form: page.form.id, address }).first()
  return row ? draftOf(row) : null
}

/** One of the reader's own; 404 for any other. */
export async function ownDraft(ctx: Ctx, id: number): Promise<Draft> {
  const row: Row | undefined = await own(ctx).where({ id }).first()
  if (!row) throw notFound()
  return draftOf(row)
}

/** The reader's own, of forms he may open, newest first. */
export async function draftsOf(ctx: Ctx, pages: readonly FormPage[]): Promise<readonly DraftItem[]> {
  const rows: Row[] = await own(ctx).orderBy('saved_at', 'desc').orderBy('id', 'desc').limit(MOST)
  return rows.flatMap((row) => {
    const place = placeOf(pages, row.address)
    if (place?.page.form.id !== row.form) return []
    const { values, ...draft } = draftOf(row)
    const title = ctx.t(`${row.form}.${isOfRecord(place.page) ? 'edit' : 'new'}`)
    return [{ ...draft, title, about: firstText(place, values) }]
  })
}

function own(ctx: Ctx) {
  return ctx.db(TABLE).where({ operator_id: doerOf(ctx) ?? 0 })
}

function draftOf({ id, form, address, version, saved_at, typed }: Row): Draft {
  return { id, form, address, version, savedAt: saved_at, values: JSON.parse(typed) as Draft['values'] }
}

/** In the order of the form: of a contractor its name, of an event its subject. */
function firstText({ page: { form }, record }: FormPlace, values: Draft['values']): string {
  const described = form.of ? shapeOf(form.of).byName : undefined
  const names = form.groups.flatMap(({ fields }) => fields.map(({ name }) => name))
  const texts = names
    .filter((name) => /^(text|long-text)$/.test((form.fields?.[name] ?? described?.get(name)?.field)?.kind ?? ''))
    .map((name) => [values[name] ?? ''].flat().at(-1)?.trim() ?? '')
  const text = texts.find((each) => each !== '') ?? (record === null ? '' : `#${record}`)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
