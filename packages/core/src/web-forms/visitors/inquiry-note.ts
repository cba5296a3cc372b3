import type { Ctx } from '../../ctx.js'
import { coreSettings } from '../../settings/core-settings.js'
import { ASKED, type Asked } from '../options.js'
import type { WebForm } from '../web-form.js'
import type { Inquiry } from './inquiry.js'

/**
 * The note of the event: the message, then whatever else the visitor said, the words he agreed to, and by which form. In
 * the firm's language, whatever language the form speaks. It stands there whole, for a contractor who is known keeps what
 * he has.
 */
export async function inquiryNote(ctx: Ctx, row: WebForm, inquiry: Inquiry): Promise<string> {
  const { locale } = await ctx.settings('core', coreSettings)
  const told = (Object.keys(ASKED) as Asked[])
    .filter((name) => name !== 'message' && inquiry[name] !== null)
    .map((name) => `${ctx.t(`core.inquiry.${name}`, {}, locale)}: ${inquiry[name] ?? ''}`)
  const agreed = ctx.t('core.inquiry.agreed', { consent: row.consent }, locale)
  const whence = ctx.t('core.inquiry.whence', { name: row.name }, locale)

  return [inquiry.message, told.join('\n'), `${agreed}\n${whence}`].filter(Boolean).join('\n\n')
}
