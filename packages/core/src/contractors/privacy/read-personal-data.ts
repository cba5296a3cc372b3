import { Type, type Static } from '@sinclair/typebox'
import { attributeLines } from '../../attributes/pages/attribute-lines.js'
import { Event } from '../../cases/models/event.js'
import type { Ctx } from '../../ctx.js'
import type { Recorded } from '../../db/model.js'
import { present } from '../../entity/present.js'
import { seen } from '../../entity/seen.js'
import { shapeOf } from '../../entity/shape.js'
import { attachment } from '../../files/attachment.js'
import type { Entity } from '../../plugin/entity.js'
import type { Field } from '../../plugin/fields.js'
import { choiceLabels } from '../../ui/choice-labels.js'
import { showValue } from '../../ui/show-value.js'
import { pointingAt } from '../merging/pointing-at.js'
import { personalData } from './hooks.js'
import type { Known } from './subject.js'

/** Records of one kind that a report holds; the report says when there are more. */
const MOST = 1000

const text = (maxLength: number) => Type.String({ maxLength })
const fact = Type.Object({ label: text(300), value: text(30_000) })
const record = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  label: text(400),
  href: Type.Union([text(300), Type.Null()]),
  facts: Type.Array(fact),
})

/** Everything held about one person, as far as the asking one may see it. */
export const personalAnswer = Type.Object({
  entity: text(60),
  id: Type.Integer({ minimum: 1 }),
  name: text(300),
  erasedAt: Type.Union([text(24), Type.Null()]),
  /** UTC instant. */
  madeAt: text(24),
  /** By entity, the person himself first; what plugins add bears no records but facts. */
  sections: Type.Array(
    Type.Object({
      entity: text(60),
      heading: text(300),
      records: Type.Array(record),
      facts: Type.Array(fact),
      cut: Type.Boolean(),
    }),
  ),
})

export type PersonalReport = Static<typeof personalAnswer>
type Section = PersonalReport['sections'][number]

/**
 * Everything core and plugins hold about a person: his own record with its attributes, every record of any plugin that
 * points at him with the fields its description calls personal, the files of his events, and what plugins add
 * (`core.personal-data`).
 */
export async function readPersonalData(ctx: Ctx, known: Known): Promise<PersonalReport> {
  const { entity, id, name, described, row, erasedAt } = known
  const own = await sectionOf(ctx, described, [row], { whole: true })
  const sections = [own]
  for (const { entity: from, column } of pointingAt(ctx, described)) {
    const rows = await seen(ctx, from)
      .where(`${from.model.tableName}.${column}`, id)
      .orderBy(`${from.model.tableName}.id`)
      .limit(MOST + 1)
    if (rows.length > 0) sections.push(await sectionOf(ctx, from, rows as unknown as Recorded[], { whole: false }))
  }
  const files = await filesOf(ctx, known)
  if (files.length > 0) sections.push(await sectionOf(ctx, attachment as unknown as Entity, files, { whole: false }))
  sections.push(...(await added(ctx, { entity, id })))

  return { entity, id, name, erasedAt, madeAt: ctx.now(), sections }
}

/** The files of the events with a person, newest last; one more than a report holds tells that there are more. */
export async function filesOf(ctx: Ctx, { entity, id }: Pick<Known, 'entity' | 'id'>, most = MOST + 1) {
  const column = entity === 'core.person' ? 'person_id' : 'contractor_id'
  return seen(ctx, attachment)
    .whereIn('event_id', Event.query(ctx.db).where(column, id).select('id'))
    .orderBy('core_attachment.id')
    .limit(most)
}

async function sectionOf(
  ctx: Ctx,
  described: Entity,
  rows: readonly Recorded[],
  { whole }: { readonly whole: boolean },
): Promise<Section> {
  const personal = new Set(described.personal ?? [])
  const { fields } = shapeOf(described)
  const shown = fields.filter(({ name, field }) => field.kind !== 'password' && (whole || personal.has(name)))
  const records = await present(ctx, described, rows.slice(0, MOST), { attributes: true })
  const told: Section['records'] = []
  for (const [at, record] of records.entries()) {
    const facts = []
    for (const { name, field } of shown) {
      const value = await shownOf(ctx, field, record[name])
      if (value !== '') facts.push({ label: ctx.t(field.label ?? `${described.id}.${name}`), value })
    }
    const lines = whole ? await attributeLines(ctx, described, record) : []
    const row = rows[at]
    told.push({
      id: record.id,
      label: row ? described.label(row as never) : '',
      href: `${described.path}/${record.id}`,
      facts: [...facts, ...lines.map(({ label, text: value }) => ({ label, value }))],
    })
  }
  return { entity: described.id, heading: ctx.t(described.id), records: told, facts: [], cut: rows.length > MOST }
}

/** A value as people read it: references and choices by their names, the rest as everywhere. */
async function shownOf(ctx: Ctx, field: Field, value: unknown): Promise<string> {
  if (value === null || value === undefined) return ''
  if (field.kind === 'ref') return (value as { label?: string }).label ?? ctx.t('core.no-access')
  if (field.kind !== 'choice' && field.kind !== 'choices') return showValue(ctx, field, value)
  const labels = new Map((await choiceLabels(ctx, field)).map(({ key, label }) => [key, label]))
  const keys = (Array.isArray(value) ? value : [value]) as readonly string[]
  return keys.map((key) => labels.get(key) ?? key).join(', ')
}

async function added(ctx: Ctx, subject: Pick<Known, 'entity' | 'id'>): Promise<readonly Section[]> {
  const facts = await ctx.gather(personalData, subject)
  const headings = [...new Set(facts.map(({ heading }) => heading))]
  return headings.map((heading) => ({
    entity: '',
    heading,
    records: [],
    facts: facts.filter((each) => each.heading === heading).map(({ label, value }) => ({ label, value })),
    cut: false,
  }))
}
