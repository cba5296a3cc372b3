import { formView, recordOf, type Ctx, type FormView, type PageReply, type RefusedForm } from '@berberis/sdk'
import { project } from '../entities/project.js'
import { projectForm } from '../forms/project.js'

/** The form of a new project; after a refusal with everything typed. */
export async function showNew(ctx: Ctx, reply: PageReply, refused?: RefusedForm): Promise<unknown> {
  const values = refused?.values ?? { ownerId: ctx.operator?.id }
  const form = await formView(ctx, projectForm, {
    values,
    refused,
    action: '/projects',
    cancel: '/projects',
    fresh: true,
  })
  const title = ctx.t('projects.project-form.new')
  return draw(ctx, reply, { form, title, crumbs: [{ label: title }], refused })
}

/** The form of one that is there. 404 when it is not seen. */
export async function showEdit(ctx: Ctx, reply: PageReply, id: number, refused?: RefusedForm): Promise<unknown> {
  const { row, record } = await recordOf(ctx, project, id)
  const at = `/projects/${id}`
  const form = await formView(ctx, projectForm, { record, values: refused?.values, refused, action: at, cancel: at })
  const title = ctx.t('projects.project-form.edit')
  return draw(ctx, reply, {
    form,
    title,
    crumbs: [{ label: row.name, href: at }, { label: ctx.t('core.edit') }],
    refused,
  })
}

interface Drawn {
  readonly form: FormView
  readonly title: string
  readonly crumbs: readonly { readonly label: string; readonly href?: string }[]
  readonly refused?: RefusedForm | undefined
}

function draw(ctx: Ctx, reply: PageReply, { form, title, crumbs, refused }: Drawn): Promise<never> {
  const projects = { label: ctx.t('projects.projects'), href: '/projects' }
  return reply.page(
    'core/form-page',
    { form, aside: null },
    { title, crumbs: [projects, ...crumbs], ...(refused && { status: refused.status }) },
  )
}
