import { attributeTypes } from '../attributes/attribute-types.js'
import { attributesOf } from '../attributes/attributes-of.js'
import type { Ctx } from '../ctx.js'
import { keptBy } from '../entity/kept.js'
import type { Change } from '../plugin/entity.js'
import type { DictionaryItem } from '../plugin/fields.js'
import type { FieldRefusal } from '../plugin/refusal.js'

/** Fields of an event that an administrator may require of a kind, under the keys they are sent by. */
const FIELDS = {
  case: 'caseId',
  person: 'personId',
  performer: 'performerId',
  deadline: 'deadline',
  note: 'note',
  outcome: 'outcome',
} as const

const ATTRIBUTE = 'attributes.'
const events = { id: 'core.event', attributable: true } as const

/** What may be required of a kind of event: fields everybody knows, then attributes of events, archived ones too. */
export async function requirableFields(ctx: Ctx): Promise<readonly DictionaryItem[]> {
  const types = await attributeTypes(ctx, events, { archived: true })
  return [
    ...Object.keys(FIELDS).map((key) => ({ key, label: ctx.t(`core.event.${key}`) })),
    ...types
      .map((type) => ({ key: `${ATTRIBUTE}${type.key}`, label: type.labels[ctx.locale], archived: type.archived }))
      .filter(({ key }) => key.length <= 60),
  ]
}

/** Required fields by the key of the kind; raised with the kinds themselves. */
const allRequired = keptBy<ReadonlyMap<string, readonly string[]>>('event-types', async (ctx) => {
  const rows = (await ctx
    .db('core_event_type_field as f')
    .join('core_event_type as t', 't.id', 'f.event_type_id')
    .orderBy('f.id')
    .select('t.key', 'f.field')) as { key: string; field: string }[]
  const found = new Map<string, string[]>()
  for (const { key, field } of rows) found.set(key, [...(found.get(key) ?? []), field])
  return found
})

/** What an event of a kind must have, by the keys of `requirableFields`. */
export async function requiredOf(ctx: Ctx, type: string): Promise<readonly string[]> {
  return (await allRequired(ctx)).get(type) ?? []
}

/**
 * What the kind of an event requires and the event lacks. Asked when it is made, becomes another kind, comes to its end,
 * and of a field that is emptied; never of events that lie there, that a plugin made, that came by a web form, or that go
 * back to what they were.
 * An outcome is known only at the end: it is asked of open events that come to it.
 */
export async function requiredRefusals(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  if (after.source || ctx.origin === 'reversal' || ctx.origin === 'web-form') return []
  const required = await requiredOf(ctx, String(after.type))
  if (required.length === 0) return []
  const ends = before !== null && after.state === 'done' && before.state !== 'done'
  const all = before === null || changed.has('type') || ends
  const asked = required.filter((key) => {
    const path = FIELDS[key as keyof typeof FIELDS] ?? key
    return key === 'outcome' ? ends || (changed.has('outcome') && after.state === 'done') : all || changed.has(path)
  })
  const attributes = await attributeValues(ctx, { before, after, changed }, asked)

  return asked.flatMap((key): readonly FieldRefusal[] => {
    if (!key.startsWith(ATTRIBUTE)) {
      const path = FIELDS[key as keyof typeof FIELDS]
      return path === undefined || isGiven(after[path]) ? [] : [{ path, code: 'core.required' }]
    }
    const known = attributes.get(key)
    return known === undefined || isGiven(known.value)
      ? []
      : [
          {
            path: `attr.${key.slice(ATTRIBUTE.length)}`,
            code: 'core.attribute-missing',
            params: { attribute: known.label },
          },
        ]
  })
}

/** Values of the attributes asked for that exist for whoever saves: of nobody is asked what he cannot enter. */
async function attributeValues(
  ctx: Ctx,
  { before, after }: Change,
  asked: readonly string[],
): Promise<ReadonlyMap<string, { readonly label: string; readonly value: unknown }>> {
  if (!asked.some((key) => key.startsWith(ATTRIBUTE))) return new Map()
  const types = await attributeTypes(ctx, events)
  const sent = after.attributes as Readonly<Record<string, unknown>> | undefined
  const entity = ctx.registry.entity(events.id)
  const id = Number(before?.['id'])
  const kept = sent === undefined && before !== null && entity ? (await attributesOf(ctx, entity, [id])).get(id) : null
  const values = sent ?? kept ?? {}
  return new Map(
    types.map(({ key, labels }) => [`${ATTRIBUTE}${key}`, { label: labels[ctx.locale], value: values[key] }]),
  )
}

const isGiven = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

/** A hint of the form: which kinds require what; undefined when none does. */
export async function requiredHint(ctx: Ctx, types: readonly DictionaryItem[]): Promise<string | undefined> {
  const required = await allRequired(ctx)
  const labels = new Map((await requirableFields(ctx)).map(({ key, label }) => [key, label]))
  const said = types
    .filter(({ key, archived }) => !archived && required.has(key))
    .map(({ key, label }) => {
      const fields = (required.get(key) ?? []).flatMap((field) => labels.get(field) ?? [])
      return `${label}: ${fields.join(', ')}`
    })
  return said.length === 0 ? undefined : ctx.t('core.event.requires', { kinds: said.join('; ') })
}
