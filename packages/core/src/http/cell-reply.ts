import type { FastifyRequest } from 'fastify'
import { CELL, cellForm, cellPlace, cellShown, type CellPlace } from '../lists/cells/cell-form.js'
import type { RefusedForm } from '../plugin/routes.js'
import type { Answer } from './answer.js'
import type { Page } from './page.js'

/** A record was changed by one cell of a list: the answer is that cell alone. Null when no cell was asked for. */
export async function savedCell(request: FastifyRequest, page: Page): Promise<Answer | null> {
  const place = placeOf(request)
  return place && page.draw(request, 'core/cell', await cellShown(request.ctx, place), { title: '' })
}

/** The same change was refused: the cell comes back as it was typed, with what is wrong. */
export async function refusedCell(request: FastifyRequest, page: Page, refused: RefusedForm): Promise<Answer | null> {
  const place = placeOf(request)
  if (!place) return null
  const form = await cellForm(request.ctx, place, refused)
  return page.draw(request, 'core/cell-form', form, { title: form.field.label, status: refused.status })
}

function placeOf({ ctx, typed, params }: FastifyRequest): CellPlace | null {
  return cellPlace(ctx, typed?.get(CELL)?.at(-1), (params as { readonly id?: unknown } | undefined)?.id)
}
