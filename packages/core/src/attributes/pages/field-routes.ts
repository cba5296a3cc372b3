import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { present, type Presented } from '../../entity/present.js'
import { seenOne } from '../../entity/seen.js'
import { recordId } from '../../http/params.js'
import type { Entity } from '../../plugin/entity.js'
import { notFound } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { attributeGroups } from '../../ui/attribute-groups.js'
import { fieldView } from '../../ui/field-view.js'
import { attributableOf } from '../find-type.js'
import { namedAttributes } from '../shown-attributes.js'

const asked = Type.Object({
  entity: Type.String({ maxLength: 60 }),
  section: Type.String({ maxLength: 40 }),
  record: Type.Optional(recordId),
})

/** The fields of one section of a form, with the values of a record or the defaults of a new one. */
export const attributeFieldsRoutes: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked }, config: { permission: 'signed-in', door: 'page' } },
    async ({ ctx, query }, reply) => {
      const entity = attributableOf(ctx, query.entity)
      const section = (await attributeGroups(ctx, entity)).find(({ key }) => key === query.section)
      if (!section) throw notFound()
      const record = query.record === undefined ? null : await recordOf(ctx, entity, query.record)
      const values = (record?.['attributes'] ?? {}) as Readonly<Record<string, unknown>>
      const fields = section.fields.map((each) => {
        const value = record ? values[each.key.slice('attr.'.length)] : each.field.default
        return fieldView(ctx, each, { value, error: undefined })
      })
      return reply.page(
        'core/attribute-fields',
        { fields: await Promise.all(fields) },
        { title: section.label, crumbs: [{ label: section.label }] },
      )
    },
  )
}

async function recordOf(ctx: Ctx, entity: Entity, id: number): Promise<Presented | null> {
  const rows = await present(ctx, entity, [await seenOne(ctx, entity, id)], { attributes: true })
  const [named] = await namedAttributes(ctx, entity, rows)
  return named ?? null
}
