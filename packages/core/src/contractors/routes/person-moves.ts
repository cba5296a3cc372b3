import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { present } from '../../entity/present.js'
import { recordSchema } from '../../entity/schemas.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { recordId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { day, ref, text, yesNo } from '../../plugin/fields.js'
import { form, place } from '../../plugin/forms.js'
import { notFound } from '../../plugin/refusal.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { contractor } from '../contractor.js'
import { department } from '../parts/department.js'
import { person, type Person } from '../parts/person.js'
import { movePerson } from '../services/move-person.js'

const at = Type.Object({ id: recordId, part: recordId })
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Null()]))
const moving = Type.Object({
  contractorId: recordId,
  departmentId: nullable(recordId),
  position: nullable(Type.String({ maxLength: 200 })),
  fromDay: Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$', 'x-kind': 'day' }),
  keepContacts: Type.Optional(Type.Boolean()),
})
const movingForm = form('core.person-move', {
  fields: {
    contractor: ref(() => contractor, { required: true }),
    department: ref(() => department),
    position: text(),
    fromDay: day({ required: true }),
    keepContacts: yesNo(),
  },
  groups: [
    {
      key: '',
      fields: [
        place('contractor', 6),
        place('department', 3, { within: 'contractorId' }),
        place('position', 3),
        place('fromDay', 2),
        place('keepContacts', 4),
      ],
    },
  ],
})

/** `/contractors/:id/persons/:part/moves`: a person goes to another firm or department, on a day. */
export const personMoves: Routes = (app) => {
  const edit = { permission: may.editContractors }
  const response: object = { 201: recordSchema(person) }

  app.get(
    '/:id/persons/:part/moves/new',
    { schema: { params: at }, config: { ...edit, door: 'page' } },
    ({ ctx, params }, reply) => show(ctx, reply, params),
  )
  app.post(
    '/:id/persons/:part/moves',
    { schema: { params: at, body: moving, response }, config: { ...edit, form: movingForm, again } },
    async ({ ctx, params, body }, reply) => {
      await personAt(ctx, params)
      const moved = await movePerson(ctx, params.part, body)
      const [record] = await present(ctx, person, [moved])
      if (record === undefined) throw notFound()
      return reply.created(record, `/contractors/${moved.contractorId}/people`)
    },
  )
}

/** 404 as well when the person is another contractor's. */
async function personAt(ctx: Ctx, { id, part }: Static<typeof at>): Promise<Person> {
  const row = await seenOne(ctx, person, part)
  if (row.contractorId !== id) throw notFound()
  await mustEdit(ctx, person, row)
  return row
}

async function show(ctx: Ctx, reply: FastifyReply, where: Static<typeof at>, refused?: RefusedForm): Promise<unknown> {
  const row = await personAt(ctx, where)
  const firm = await seenOne(ctx, contractor, where.id)
  const back = `/contractors/${where.id}/people`
  const values = {
    contractorId: where.id,
    departmentId: row.departmentId,
    position: row.position,
    fromDay: ctx.today(),
  }
  const view = await formView(ctx, movingForm, {
    values: refused?.values ?? { ...values, keepContacts: true },
    refused,
    action: `/contractors/${where.id}/persons/${where.part}/moves`,
    cancel: back,
  })
  const title = ctx.t('core.person-move.title', { name: person.label(row) })

  return reply.page(
    'core/form-page',
    { form: { ...view, title }, aside: null },
    {
      title,
      crumbs: [
        { label: ctx.t('core.contractors'), href: '/contractors' },
        { label: firm.fullName, href: `/contractors/${where.id}` },
        { label: ctx.t('core.contractor.tab.people'), href: back },
        { label: title },
      ],
      ...(refused && { status: refused.status }),
    },
  )
}

const again = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  show(ctx, reply, params as Static<typeof at>, refused)
