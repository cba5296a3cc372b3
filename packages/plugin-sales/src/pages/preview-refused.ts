import type { Ctx, RefusedForm } from '@berberis/sdk'
import { isOfDiscount } from './document-discount.js'
import type { Pager } from './pager.js'

/**
 * What a preview shows in its own tab instead of a print: what is still wrong, each thing with the name of its field, for
 * the form is in the other tab. Undefined while something is only looked for.
 */
export async function previewRefused(
  { ctx, id }: { readonly ctx: Ctx; readonly id: string },
  reply: Pager,
  { status, code, errors }: RefusedForm,
): Promise<unknown> {
  if (status === 200) return undefined
  const places = errors.map(({ path, message }) => ({
    message: [labelOf(ctx, path), message].filter((text) => text !== '').join(': '),
  }))
  const message = ctx.t('sales.preview.refused')
  const data = { status, code, message, places, requestId: id, operator: true }
  return reply.page('core/error-page', data, { title: ctx.t('sales.document.preview') })
}

function labelOf(ctx: Ctx, path: string): string {
  const [, at] = /^lines\.(\d+)\./.exec(path) ?? []
  if (at !== undefined) return ctx.t('sales.line', { no: Number(at) + 1 })
  if (isOfDiscount({ path })) return ctx.t('sales.discount.whole')
  const field = FIELDS.find((name) => path === name || path === `${name}Id`)
  return field ? ctx.t(`sales.document.${field}`) : ''
}

const FIELDS = ['contractor', 'case', 'owner', 'issuedOn', 'soldOn', 'paymentDays', 'place', 'note'] as const
