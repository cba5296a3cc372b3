import type { Ctx } from '../ctx.js'
import { doerOf } from '../entity/doer.js'
import { mustEdit, seenOne } from '../entity/seen.js'
import { shapeOf } from '../entity/shape.js'
import { cleanInput } from '../http/clean-input.js'
import type { FormPage, FormPlace } from '../http/form-pages.js'
import { ofThePage, typedValues, type Typed } from '../http/typed-names.js'
import { notPermitted } from '../host/create-ctx.js'
import type { Form } from '../plugin/forms.js'
import { Refusal } from '../plugin/refusal.js'
import { isOfSearch } from '../ui/sought.js'
import { draftAt, type Draft } from './read-drafts.js'

const TABLE = 'core_draft'
/** Bytes of one draft as JSON, and drafts of one operator. */
export const MOST_BYTES = 64 * 1024
const MOST = 100

/**
 * Keeps what an operator typed so far into a form, in the place of what he kept of it before; a substitute keeps his own.
 * Nothing is judged but its size: what is typed is rarely right before it is finished. There is no entry in the trail: a
 * draft is nobody's record yet, only its writer sees it, and one entry for every pause would bury the trail.
 *
 * 403 for a form he may not open, 404 for a record he does not see; 422 `core.draft-too-large` above 64 KB,
 * `core.too-many-drafts` when he has a hundred others.
 */
export async function keepDraft(ctx: Ctx, place: FormPlace, typed: Typed): Promise<Draft> {
  await mustOpen(ctx, place)
  const { page, address, record } = place
  const values = keptOf(page.form, typed)
  const text = JSON.stringify(values)
  if (Buffer.byteLength(text) > MOST_BYTES) throw new Refusal('core.draft-too-large', { params: { max: 64 } })

  const operator_id = doerOf(ctx) ?? 0
  const own: { form: string; address: string }[] = await ctx
    .db(TABLE)
    .where({ operator_id })
    .limit(MOST)
    .select('form', 'address')
  const isKnown = own.some((one) => one.form === page.form.id && one.address === address)
  if (!isKnown && own.length >= MOST) throw new Refusal('core.too-many-drafts', { params: { max: MOST } })

  const version = Number(values['version'])
  const row = {
    ...{ operator_id, plugin: page.plugin, form: page.form.id, address, typed: text, saved_at: ctx.now() },
    ...{ entity: record === null ? null : (page.form.of?.id ?? null), record_id: record },
    version: Number.isSafeInteger(version) && version > 0 ? version : null,
  }
  await ctx.db(TABLE).insert(row).onConflict(['operator_id', 'form', 'address']).merge(['typed', 'version', 'saved_at'])
  const kept = await draftAt(ctx, place)
  if (!kept) throw new Error(`the draft of ${address} was not kept`)
  return kept
}

/** As the page itself is asked for, and as a save of the record would be. */
async function mustOpen(ctx: Ctx, { page, record }: FormPlace): Promise<void> {
  if (!mayOpen(ctx, page) && typeof page.permission === 'object') throw notPermitted(page.permission.id, ctx.t)
  if (record === null || !page.form.of) return
  await mustEdit(ctx, page.form.of, await seenOne(ctx, page.form.of, record))
}

export function mayOpen(ctx: Ctx, { permission }: FormPage): boolean {
  return typeof permission !== 'object' || ctx.can(permission)
}

/** What was typed into the fields: without the page's own names, what is sought beside a reference, and passwords. */
function keptOf(form: Form, typed: Typed): Draft['values'] {
  const sent = typedValues(typed)
  const own = Object.entries(sent).filter(
    ([name]) =>
      !ofThePage.has(name) && !name.startsWith('conflict.') && !isOfSearch(name, sent) && !isSecret(form, name),
  )
  return cleanInput('body', Object.fromEntries(own)) as Draft['values']
}

function isSecret({ fields, of }: Form, name: string): boolean {
  const field = fields?.[name] ?? (of && shapeOf(of).byName.get(name)?.field)
  return field?.kind === 'password'
}
