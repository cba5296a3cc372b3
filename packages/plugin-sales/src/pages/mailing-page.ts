import { formView, Refusal, seenOne, senderOf, type Ctx, type RefusedForm } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { mailingForm } from '../forms/mailing.js'
import { subjectOf, textOf } from '../services/mail-document.js'
import { mainAddress } from '../services/main-address.js'
import type { Pager } from './pager.js'

/** To whom, and with what words. `sales.not-issued` for a draft, `core.mail-not-configured` when nothing can be sent. */
export async function mailingPage(ctx: Ctx, reply: Pager, id: number, refused?: RefusedForm): Promise<unknown> {
  const document = await seenOne(ctx, salesDocument, id)
  if (document.state !== 'issued') throw new Refusal('sales.not-issued')
  await senderOf(ctx)
  const at = `/sales/documents/${id}`
  const title = ctx.t('sales.mailing.new')
  const values = {
    to: (await mainAddress(ctx, document.contractorId)) ?? '',
    subject: subjectOf(ctx, document),
    text: textOf(ctx, document),
  }
  const form = await formView(ctx, mailingForm, {
    values,
    refused,
    action: `${at}/mailings`,
    cancel: at,
    fresh: true,
  })
  const crumbs = [
    { label: ctx.t('sales.documents'), href: '/sales/documents' },
    { label: document.number ?? '', href: at },
    { label: title },
  ]
  return reply.page('core/form-page', { form, aside: null }, { title, crumbs })
}
