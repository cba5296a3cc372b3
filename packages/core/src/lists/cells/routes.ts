import { Type } from '@sinclair/typebox'
import { recordId } from '../../http/params.js'
import { notFound } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { cellForm, cellPlace } from './cell-form.js'

const name = Type.String({ minLength: 1, maxLength: 60 })

/** A cell of a list as a form; it is sent to the record, whose answer to it is the cell. */
export const cells: Routes = (app) => {
  app.get(
    '/:list/:id/:column',
    {
      schema: { params: Type.Object({ list: name, id: recordId, column: name }) },
      config: { permission: 'signed-in', door: 'page' },
    },
    async ({ ctx, params: { list, id, column } }, reply) => {
      const place = cellPlace(ctx, `${list}/${column}`, id)
      if (!place) throw notFound()
      const form = await cellForm(ctx, place)
      return reply.page('core/cell-form', form, { title: form.field.label })
    },
  )
}
