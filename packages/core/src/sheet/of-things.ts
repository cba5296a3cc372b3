import type { Plugin } from '../plugin/define-plugin.js'
import type { Entity } from '../plugin/entity.js'
import type { Field } from '../plugin/fields.js'
import { code, codes, table } from './markdown.js'

export function describeEntities({ entities = [] }: Plugin): string {
  return entities.map(describeEntity).join('\n\n')
}

function describeEntity(entity: Entity): string {
  const { id, path, read, edit, attributable, personal } = entity
  const rights = `read with ${typeof read === 'string' ? 'nothing but being signed in' : code(read.id)}, edited with ${code(edit.id)}`
  const facts = [
    `At ${code(path)}, ${rights}`,
    reachOf(entity),
    ...(attributable ? ['takes attributes'] : []),
    ...(personal?.length ? [`personal: ${codes(personal)}`] : []),
  ]
  const fields = Object.entries(entity.fields).map(([name, field]) => [code(name), kindOf(field), marksOf(field)])
  return `### ${id}\n\n${facts.filter(Boolean).join('; ')}.\n\n${table(['field', 'kind', ''], fields)}`
}

/** Whose rows are one's own, and what else opens them. */
function reachOf({ own, widens, follows }: Entity): string {
  if (follows !== undefined) return `seen and edited as ${code(follows)} is`
  return [
    ...(own?.length ? [`own by ${codes(own)}`] : []),
    ...(widens?.length ? [`opened also by ${codes(widens)}`] : []),
  ].join(', ')
}

function kindOf(field: Field): string {
  if (field.of) return `${field.kind} → ${code(field.of().id)}`
  if (field.options?.length) return `${field.kind}: ${field.options.map(({ key }) => key).join(', ')}`
  const places = field.places > 0 ? `, ${field.places} places` : ''
  return `${field.kind}${field.maxLength === undefined ? '' : ` ≤ ${field.maxLength}`}${places}`
}

function marksOf({ required, readonly, search }: Field): string {
  return [
    ...(required ? ['required'] : []),
    ...(readonly ? ['set by services'] : []),
    ...(search ? [`searched (${search})`] : []),
  ].join(', ')
}

export function describeLists({ lists = [] }: Plugin): string {
  return table(
    ['list', 'of', 'columns', 'views', 'sorted by'],
    lists.map(({ id, of, columns, views, sort }) => [
      code(id),
      code(of.id),
      codes(columns.map(({ name }) => name)),
      codes(views.map(({ key }) => key)),
      code(sort),
    ]),
  )
}
