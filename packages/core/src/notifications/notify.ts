import type { Ctx, Locale } from '../ctx.js'
import { insertMissing } from '../db/bulk.js'
import { sendMail } from '../mail/send-mail.js'
import type { NotificationKind } from '../plugin/notifications.js'
import { coreSettings } from '../settings/core-settings.js'
import { textOf, type NotificationParams } from './text-of.js'
import { wantsMail } from './wishes.js'

const TABLE = 'core_notification'

export interface Told {
  /** What it is about, 1–120 signs (`event:12:3`): the same kind about the same subject is told each operator once. */
  readonly subject: string
  /** Ids of operators; deactivated ones are left out. */
  readonly to: readonly number[]
  readonly params?: NotificationParams
  /** Page it leads to, an address of ours. */
  readonly href?: string
}

/**
 * Tells operators of something, in this transaction: a row each, shown at the bell within two seconds after commit; by
 * e-mail too to those who wish so for the kind, in their language. Without a mail server the bell alone says it. Throws
 * for a kind nobody declares.
 */
export async function notify(
  ctx: Ctx,
  kind: NotificationKind,
  { subject, to, params = {}, href }: Told,
): Promise<void> {
  mustBeDeclared(ctx, kind)
  if (subject.length === 0 || subject.length > 120) throw new Error(`the subject of ${kind.id} has not 1–120 signs`)
  const people = await peopleOf(ctx, to)
  if (people.length === 0) return

  const known = await rowsOf(ctx, kind, subject, people)
  const told = new Set(known.map(({ operator_id }) => operator_id))
  const fresh = people.filter(({ id }) => !told.has(id))
  const row = { kind: kind.id, subject, params: JSON.stringify(params), href: href ?? null, created_at: ctx.now() }
  const rows = fresh.map(({ id }) => ({ ...row, operator_id: id, read_at: null }))
  await insertMissing(ctx.db, TABLE, ['kind', 'subject', 'operator_id'], rows)
  for (const { id } of fresh) await ctx.touch(`core.notifications:${id}`)

  const wishing = fresh.filter(({ preferences }) => wantsMail(kind, preferences))
  if (wishing.length === 0) return
  const idOf = new Map((await rowsOf(ctx, kind, subject, wishing)).map((each) => [each.operator_id, each.id]))
  for (const person of wishing)
    await mailTo(ctx, kind, person, { params, href, dedupe: `notification:${idOf.get(person.id) ?? 0}` })
}

export interface Recipient {
  readonly id: number
  readonly name: string
  readonly email: string | null
  readonly locale: Locale
  readonly preferences: Readonly<Record<string, string>>
}

/** Those of these operators who work here, with what mail to them needs. */
export async function peopleOf(ctx: Ctx, ids: readonly number[]): Promise<readonly Recipient[]> {
  const rows: (Omit<Recipient, 'preferences'> & { preferences: string | null })[] = await ctx
    .db('core_operator')
    .whereIn('id', [...new Set(ids)])
    .whereNull('deactivated_at')
    .orderBy('id')
    .select('id', 'name', 'email', 'locale', 'preferences')

  return rows.map((row) => ({
    ...row,
    preferences: row.preferences ? (JSON.parse(row.preferences) as Record<string, string>) : {},
  }))
}

interface Letter {
  readonly params: NotificationParams
  readonly href: string | undefined
  /** Name of the business event: one mail for it, however often it is asked for. */
  readonly dedupe: string
}

/** The same text as an e-mail. False when he has no address, or mail is not set up: then nothing leaves. */
export async function mailTo(
  ctx: Ctx,
  kind: NotificationKind,
  { name, email, locale }: Recipient,
  { params, href, dedupe }: Letter,
): Promise<boolean> {
  const { mailFromAddress } = await ctx.settings('core', coreSettings)
  if (email === null || ctx.world.mail.describes === null || mailFromAddress === '') return false
  const words = textOf(ctx, kind, params, locale)
  const lines = [
    words,
    ...(href === undefined ? [] : ['', `${ctx.world.publicAddress}${href}`]),
    '',
    ctx.t('core.notifications.mail-foot', { address: `${ctx.world.publicAddress}/me` }, locale),
  ]
  const subject = words.replace(/\s+/g, ' ').slice(0, 200)
  await sendMail(ctx, { to: [{ name, address: email }], subject, text: lines.join('\n'), attachments: [] }, { dedupe })
  return true
}

function mustBeDeclared(ctx: Ctx, { id }: NotificationKind): void {
  if (!ctx.registry.plugins.some(({ notifications = [] }) => notifications.some((kind) => kind.id === id)))
    throw new Error(`no plugin declares the notification ${id}`)
}

function rowsOf(
  ctx: Ctx,
  { id }: NotificationKind,
  subject: string,
  people: readonly Recipient[],
): Promise<{ id: number; operator_id: number }[]> {
  return ctx
    .db(TABLE)
    .where({ kind: id, subject })
    .whereIn(
      'operator_id',
      people.map((person) => person.id),
    )
    .select('id', 'operator_id')
}
