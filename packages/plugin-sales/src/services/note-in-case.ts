import { asSystem, coreSettings, createEvent, type Ctx, type MessageParams } from '@berberis/sdk'

export interface Told {
  readonly type: 'order' | 'invoice-issued' | 'email'
  /** Entity whose record it is about; stands in the event's source. */
  readonly of: 'sales.order' | 'sales.document'
  readonly record: { readonly id: number; readonly contractorId: number; readonly caseId: number | null }
  /** Text of the event's title. */
  readonly key: string
  readonly params: MessageParams
  /** Who did it, when nobody is asking now: a mail is told after the fact. */
  readonly ownerId?: number | null
}

/**
 * Tells the case of an order or a document what happened to it: an event that is done, with its source. A record without
 * a case is told nowhere. Its title is kept for everybody, so it is in the firm's language. Whoever may issue may have it told, with no right to events of his own.
 */
export async function noteInCase(ctx: Ctx, { type, of, record, key, params, ownerId }: Told): Promise<void> {
  if (record.caseId === null) return
  const { locale } = await ctx.settings('core', coreSettings)
  const subject = ctx.t(key, params, locale)
  await createEvent(asSystem(ctx), {
    type,
    state: 'done',
    contractorId: record.contractorId,
    caseId: record.caseId,
    subject: [...subject].slice(0, 200).join(''),
    source: `${of}:${record.id}`,
    doneFrom: ctx.now(),
    doneTo: ctx.now(),
    ownerId: ownerId ?? ctx.operator?.id ?? null,
  })
}
