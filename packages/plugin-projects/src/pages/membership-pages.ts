import { caseEntity, formView, mustEdit, seenOne, type Ctx, type PageReply, type RefusedForm } from '@berberis/sdk'
import { project } from '../entities/project.js'
import { caseForm, placeForm } from '../forms/membership.js'

/** Asks which case comes into the project. 404 and 403 as changing it. */
export async function showAddCase(ctx: Ctx, reply: PageReply, id: number, refused?: RefusedForm): Promise<unknown> {
  const row = await seenOne(ctx, project, id)
  await mustEdit(ctx, project, row)
  const at = `/projects/${id}`
  const form = await formView(ctx, caseForm, { action: `${at}/cases`, cancel: at, values: refused?.values, refused })
  const title = ctx.t('projects.case-form.new')

  return reply.page(
    'core/form-page',
    { form, aside: null },
    {
      title,
      crumbs: [
        { label: ctx.t('projects.projects'), href: '/projects' },
        { label: row.name, href: at },
        { label: title },
      ],
      ...(refused && { status: refused.status }),
    },
  )
}

/** Asks which project the case comes into. 404 when the case is not seen. */
export async function showPlaceCase(ctx: Ctx, reply: PageReply, id: number, refused?: RefusedForm): Promise<unknown> {
  const row = await seenOne(ctx, caseEntity, id)
  const cancel = `/cases/${id}?tab=projects.project`
  const action = `/projects/of-case/${id}`
  const form = await formView(ctx, placeForm, { action, cancel, values: refused?.values, refused })
  const title = ctx.t('projects.place-form.new')

  return reply.page(
    'core/form-page',
    { form, aside: null },
    {
      title,
      crumbs: [{ label: ctx.t('core.cases'), href: '/cases' }, { label: row.name, href: cancel }, { label: title }],
      ...(refused && { status: refused.status }),
    },
  )
}
