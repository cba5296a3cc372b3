import type { Ctx } from '../../ctx.js'
import type { Model, Recorded } from '../../db/model.js'
import { judgeValue } from '../../entity/fields/judge.js'
import { shapeOf } from '../../entity/shape.js'
import { isCleanText } from '../../text/normal-text.js'
import type { FilledField } from './batch-plan.js'
import { recordsByUnique, rowsBy } from './find-relations.js'
import type { Entity } from '../../plugin/entity.js'

/** The records a text of the matching field finds, with their versions; more than one is one too many. */
export type Matches = ReadonlyMap<string, readonly Pick<Recorded, 'id' | 'version'>[]>

/** For the texts of a batch at once: which visible records are they about? */
export async function matchRows(
  ctx: Ctx,
  entity: Entity,
  field: FilledField,
  texts: readonly string[],
): Promise<Matches> {
  if (field.type) return byAttribute(ctx, entity, field.type.id, texts)
  const shape = shapeOf(entity).byName.get(field.name)
  const column = field.name === 'id' ? 'id' : shape?.column
  const prop = field.name === 'id' ? 'id' : shape?.prop
  if (!column || !prop) return new Map()
  const rows = await rowsBy(
    ctx,
    entity,
    column,
    texts.flatMap((text) => canonicalText(field, text) ?? []),
  )
  const valueOf = (row: Model) => String((row as unknown as Record<string, unknown>)[prop])

  return new Map(
    texts.map((text) => [text, versions(rows.filter((row) => valueOf(row) === canonicalText(field, text)))]),
  )
}

/** The stored form of a text; itself where its field has no form of its own. Undefined for what the field refuses. */
export function canonicalText({ name, field }: Pick<FilledField, 'name' | 'field'>, text: string): string | undefined {
  if (!isCleanText(text)) return undefined
  if (name === 'id') return /^\d{1,9}$/.test(text.trim()) ? String(Number(text)) : undefined
  const judged = judgeValue(field, text, { path: name })
  return 'value' in judged && judged.value !== null ? String(judged.value) : undefined
}

async function byAttribute(ctx: Ctx, entity: Entity, typeId: number, texts: readonly string[]): Promise<Matches> {
  const found = await recordsByUnique(ctx, entity, typeId, texts)
  const rows = await rowsBy(
    ctx,
    entity,
    'id',
    [...found.values()].flatMap((ids) => [...ids]),
  )
  return new Map(texts.map((text) => [text, versions(rows.filter(({ id }) => found.get(text)?.has(id)))]))
}

const versions = (rows: readonly Model[]) =>
  rows.map((row) => ({ id: row.id, version: (row as unknown as Recorded).version }))
