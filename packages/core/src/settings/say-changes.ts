import { attributeTypes, labelIn } from '../attributes/attribute-types.js'
import type { Ctx } from '../ctx.js'
import type { AuditChange } from '../entity/audit.js'
import { labelsOf } from '../entity/labels.js'
import type { Entity } from '../plugin/entity.js'
import type { Field } from '../plugin/fields.js'
import { choiceLabels } from '../ui/choice-labels.js'
import { showValue } from '../ui/show-value.js'
import { settingField } from './setting-field.js'

/** A change as people read it: the field by its name, values as on the record's page. */
export interface SaidChange {
  readonly field: string
  readonly before: string
  readonly after: string
}

/** An entry of the trail, as far as its changes need it. `part` is the entity whose fields they are, when not `entity`. */
export interface Changed {
  readonly entity: string
  readonly part: string | null
  readonly changes: readonly AuditChange[]
}

interface Named {
  readonly label: string
  readonly field: Field | null
}

interface NamedChange extends Named {
  readonly before: unknown
  readonly after: unknown
}

/**
 * The changes of each entry in words, in the order given; labels of records with one query for each entity pointed at. A
 * field that is no longer described keeps the name it was written under.
 */
export async function sayChanges(ctx: Ctx, entries: readonly Changed[]): Promise<readonly (readonly SaidChange[])[]> {
  const named = await Promise.all(
    entries.map(async (entry) => {
      const name = await naming(ctx, entry)
      return entry.changes.map(({ field, before, after }): NamedChange => ({ ...name(field), before, after }))
    }),
  )
  const labels = await labelsIn(ctx, named.flat())
  const said = ({ field }: Named, value: unknown) => sayValue(ctx, field, value, labels)

  return Promise.all(
    named.map((changes) =>
      Promise.all(
        changes.map(async ({ before, after, ...one }) => ({
          field: one.label,
          before: await said(one, before),
          after: await said(one, after),
        })),
      ),
    ),
  )
}

async function naming(ctx: Ctx, { entity, part }: Changed): Promise<(written: string) => Named> {
  const described = ctx.registry.entity(part ?? entity)
  if (!described) return (written) => settingNamed(ctx, written) ?? { label: written, field: null }

  const types = await attributeTypes(ctx, described, { archived: true, hidden: true })
  return (written) => {
    const type = types.find(({ key }) => written === `attributes.${key}`)
    return type
      ? { label: labelIn(type, ctx.locale), field: type.field }
      : (fieldNamed(ctx, described, written) ?? { label: written, field: null })
  }
}

/** A reference is written under the name it is sent under, `ownerId`. */
function fieldNamed(ctx: Ctx, { id, fields }: Entity, written: string): Named | null {
  const name = Object.hasOwn(fields, written) ? written : written.replace(/Id$/, '')
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  return field ? { label: ctx.t(field.label ?? `${id}.${name}`), field } : null
}

/** `core.firmName`: a setting of a plugin. */
function settingNamed(ctx: Ctx, written: string): Named | null {
  const [plugin = '', name = ''] = written.split('.')
  const property = ctx.registry.plugin(plugin)?.settings?.properties[name]
  if (!property) return null
  const label = `settings.${plugin}.${name}`
  const field = settingField(property, label)
  return { label: ctx.t(label), field: field.kind === 'password' ? null : field }
}

type Labels = ReadonlyMap<string, ReadonlyMap<number, string>>

async function labelsIn(ctx: Ctx, changes: readonly NamedChange[]): Promise<Labels> {
  const wanted = new Map<string, { target: Entity; ids: Set<number> }>()
  for (const { field, before, after } of changes) {
    const target = field?.kind === 'ref' ? field.of?.() : undefined
    if (!target) continue
    const { ids } = wanted.get(target.id) ?? { ids: new Set<number>() }
    for (const value of [before, after]) if (typeof value === 'number') ids.add(value)
    wanted.set(target.id, { target, ids })
  }
  const found = await Promise.all(
    [...wanted].map(async ([id, { target, ids }]) => [id, await labelsOf(ctx, target, [...ids])] as const),
  )

  return new Map(found)
}

async function sayValue(ctx: Ctx, field: Field | null, value: unknown, labels: Labels): Promise<string> {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'object' && 'hidden' in value) return ctx.t('core.no-access')
  if (field?.kind === 'ref' && typeof value === 'number')
    return labels.get(field.of?.().id ?? '')?.get(value) ?? `#${value}`
  if (field && (field.kind === 'choice' || field.kind === 'choices')) {
    const known = await choiceLabels(ctx, field)
    return (
      [value]
        .flat()
        .map((key) => known.find((one) => one.key === key)?.label ?? String(key))
        .join(', ') || '—'
    )
  }
  if (typeof value === 'object') return JSON.stringify(value)
  return field ? showValue(ctx, field, value) : String(value)
}
