import type { Ctx } from '../ctx.js'
import type { Presented } from '../entity/present.js'
import type { Entity } from '../plugin/entity.js'
import type { RefusedForm } from '../plugin/routes.js'
import type { AttributeGroup } from './attribute-groups.js'
import type { FormView } from './views.js'

type Section = NonNullable<FormView['groups'][number]['section']>

/**
 * How a section of attributes stands on the page: open where something was refused, with its fields where they were typed
 * into; otherwise closed, its fields to be fetched when somebody opens it. What was never fetched is not sent, and stays.
 */
export function sectionOf(
  ctx: Ctx,
  entity: Entity | undefined,
  { key, fields, section }: AttributeGroup,
  { record, refused, errors }: SectionGiven,
): Section | null {
  if (!section || !entity) return null
  const wrong = fields.some((field) =>
    errors.some(({ path }) => path === field.key || path.startsWith(`${field.key}.`)),
  )
  const typed = refused !== undefined && fields.some((field) => field.key in refused.values)
  const values = (record?.['attributes'] ?? {}) as Readonly<Record<string, unknown>>
  const filled = fields.filter((field) => (values[field.key.slice('attr.'.length)] ?? null) !== null).length
  const query = new URLSearchParams({ entity: entity.id, section: key, ...(record && { record: String(record.id) }) })
  return {
    open: wrong,
    href: section.lazy && !wrong && !typed ? `/attribute-fields?${query}` : null,
    said: ctx.t('core.form.section', { count: fields.length, filled }),
    names: fields.map(({ label }) => label).join('\n'),
  }
}

interface SectionGiven {
  readonly record: Presented | undefined
  readonly refused: RefusedForm | undefined
  readonly errors: RefusedForm['errors']
}
