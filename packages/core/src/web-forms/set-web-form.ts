import type { Ctx } from '../ctx.js'
import { create } from '../entity/create.js'
import { save } from '../entity/save.js'
import { mustEdit, seenOne } from '../entity/seen.js'
import { slug } from '../text/slug.js'
import { WebForm, webForm } from './web-form.js'

type Values = Readonly<Record<string, unknown>>

/** A new form. Without a key it gets the slug of its name; without a deadline one working day. */
export async function createWebForm(ctx: Ctx, values: Values): Promise<WebForm> {
  const timed = values['deadlineDays'] ?? values['deadlineHours']
  return create(ctx, webForm, {
    ...values,
    key: values['key'] ? values['key'] : slug(String(values['name'] ?? '')) || null,
    ...(timed === undefined && { deadlineDays: '1' }),
  })
}

/** Takes a form off the web, where its address is then nobody's, or puts it back. What came by it stays. */
export async function archiveWebForm(ctx: Ctx, id: number, archived: boolean): Promise<WebForm> {
  const row = await seenOne(ctx, webForm, id)
  await mustEdit(ctx, webForm, row)
  if ((row.archivedAt !== null) === archived) return row
  return save(ctx, webForm, id, { version: row.version, archivedAt: archived ? ctx.now() : null })
}

/** The form visitors find under a key; undefined when there is none, or none any more. */
export async function openWebForm(ctx: Ctx, key: string): Promise<WebForm | undefined> {
  return WebForm.query(ctx.db).findOne({ key }).whereNull('archived_at')
}
