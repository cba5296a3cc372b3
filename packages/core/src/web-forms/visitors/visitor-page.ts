import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RefusedForm } from '../../plugin/routes.js'
import { coreSettings } from '../../settings/core-settings.js'
import { formView } from '../../ui/form-view.js'
import type { WebForm } from '../web-form.js'
import { visitorForm } from './inquiry.js'
import { ageOfToken, newPageToken } from './page-token.js'

/** The page of a form for visitors; refused, with everything they typed and each refusal at its place. */
export async function visitorPage(
  { ctx }: FastifyRequest,
  reply: FastifyReply,
  row: WebForm,
  refused?: RefusedForm,
): Promise<never> {
  const { firmName } = await ctx.settings('core', coreSettings)
  const view = await formView(ctx, visitorForm(row), { action: `/forms/${row.key}`, cancel: '', refused })
  const token = String(refused?.values['token'] ?? '')
  const errors = refused?.errors ?? []

  return reply.page(
    'core/inquiry',
    {
      form: {
        ...view,
        errors: view.errors.map((error, nth) => ({ ...error, href: error.href ?? toConsent(errors[nth]) })),
      },
      firm: firmName,
      title: row.title,
      intro: row.intro,
      consent: row.consent,
      privacyAddress: row.privacyAddress,
      agreed: [refused?.values['consent']].flat().includes('on'),
      consentError: errors.find(({ path }) => path === 'consent')?.message ?? null,
      // Whoever mends a word and sends it again at once is no program.
      token: ageOfToken(ctx, row.id, token) === 'old' ? newPageToken(ctx, row.id) : token,
    },
    { title: row.title, outside: true, ...(refused && { status: refused.status }) },
  )
}

/** The consent is no field of the form, but has a place all the same. */
const toConsent = (error: RefusedForm['errors'][number] | undefined): string | null =>
  error?.path === 'consent' ? '#f-consent' : null

/** What a visitor sees when his inquiry was taken. */
export async function thanksPage({ ctx }: FastifyRequest, reply: FastifyReply, row: WebForm): Promise<never> {
  const { firmName } = await ctx.settings('core', coreSettings)
  const { thanks, thanksAddress, key } = row
  return reply.page(
    'core/inquiry-thanks',
    { firm: firmName, thanks, thanksAddress, again: `/forms/${key}` },
    { title: ctx.t('core.inquiry.thanks'), outside: true },
  )
}
