import { readTypedAttribute } from '../../attributes/read-typed-attribute.js'
import type { Ctx } from '../../ctx.js'
import { judgeValue } from '../../entity/fields/judge.js'
import { readText } from '../../http/read-text.js'
import type { Field } from '../../plugin/fields.js'
import type { BulkAction, List } from '../../plugin/lists.js'
import { refuseFields, Refusal, type FieldRefusal } from '../../plugin/refusal.js'
import type { Door } from '../read-value.js'
import { subjectsOf, type Subject } from '../subject.js'
import { SET } from './actions.js'

/** A field whose value an action takes, under the name it is sent under: `ownerId`, `attributes.size`. */
export interface TakenField {
  readonly key: string
  readonly label: string
  readonly field: Field
  /** Set when it is an attribute. */
  readonly subject?: Subject
}

/** The fields an action asks for; of the one that sets any field all that may be set. */
export async function fieldsOf(ctx: Ctx, list: List, { key, fields = {} }: BulkAction): Promise<readonly TakenField[]> {
  if (key === SET) return settable(ctx, list)
  return Object.entries(fields).map(([name, field]) => ({
    key: field.kind === 'ref' ? `${name}Id` : name,
    label: ctx.t(field.label ?? (list.of.fields[name] ? `${list.of.id}.${name}` : `${list.id}.bulk.${key}.${name}`)),
    field,
  }))
}

/**
 * The values of an action as JSON: what people typed is read, what is wrong whatever the record is refused at once (400
 * for names nobody knows, 422 by field).
 */
export async function judgeValues(
  ctx: Ctx,
  list: List,
  action: BulkAction,
  given: Readonly<Record<string, unknown>>,
  door: Door,
): Promise<Readonly<Record<string, unknown>>> {
  const taken = new Map((await fieldsOf(ctx, list, action)).map((each) => [each.key, each]))
  const sent = flat(given)
  const unknown = [...sent.keys()].filter((key) => !taken.has(key))
  if (unknown.length > 0) {
    const fields = unknown.map((key) => ({ path: `values.${key}`, code: 'core.unknown-field' }))
    throw new Refusal('core.malformed', { status: 400, fields })
  }
  const refused: FieldRefusal[] = []
  const values: Record<string, unknown> = {}
  for (const [key, one] of taken) {
    const path = `values.${key}`
    if (!sent.has(key)) {
      if (one.field.required && action.key !== SET) refused.push({ path, code: 'core.required' })
      continue
    }
    const value = door === 'page' ? typed(ctx, one, sent.get(key)) : sent.get(key)
    if (one.field.required && (value === null || value === '')) refused.push({ path, code: 'core.required' })
    else refused.push(...(await wrong(ctx, one, path, value)))
    if (one.subject) values['attributes'] = { ...(values['attributes'] as object), [key.slice(PREFIX.length)]: value }
    else values[key] = value
  }
  if (refused.length > 0) throw refuseFields(refused)
  if (action.key === SET && Object.keys(values).length === 0) throw new Refusal('core.bulk-no-field')
  return values
}

const PREFIX = 'attributes.'

async function settable(ctx: Ctx, { of }: List): Promise<readonly TakenField[]> {
  return [...(await subjectsOf(ctx, of)).values()].flatMap((subject): TakenField[] => {
    const { key, label, field, source } = subject
    if (field.readonly || field.kind === 'password' || key === 'createdAt') return []
    if (source.kind === 'attribute') return [{ key: `${PREFIX}${key.slice('attr.'.length)}`, label, field, subject }]
    return [{ key: field.kind === 'ref' ? `${key}Id` : key, label, field }]
  })
}

function flat(given: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  const { attributes, ...own } = given
  const inner = Object.entries((attributes ?? {}) as object).map(([key, value]) => [`${PREFIX}${key}`, value] as const)
  return new Map<string, unknown>([...Object.entries(own), ...inner])
}

/** What a form sent as JSON; what cannot be read stays as it was typed and is then refused. */
function typed(ctx: Ctx, { field, subject }: TakenField, sent: unknown): unknown {
  if (subject?.source.kind === 'attribute') return readTypedAttribute(subject.source.type, sent, ctx)
  const texts = [sent].flat().map(String)
  if (field.kind === 'choices') return texts.filter((text) => text !== '')
  const text = texts.at(-1) ?? ''
  if (text.trim() === '') return null
  return readText(field.schema, text, '', ctx, [])
}

async function wrong(ctx: Ctx, { field, subject }: TakenField, path: string, value: unknown): Promise<FieldRefusal[]> {
  // Attributes are judged by their types, a reference by the record it names.
  if (subject || field.kind === 'ref') return []
  const items = (await field.dictionary?.(ctx)) ?? field.options ?? []
  const keys = items.filter((item) => !('archived' in item && item.archived)).map(({ key }) => key)
  const judged = judgeValue(field, value, { path, ...(items.length > 0 && { keys }) })
  return 'error' in judged ? [{ path, code: judged.error, ...(judged.params && { params: judged.params }) }] : []
}
