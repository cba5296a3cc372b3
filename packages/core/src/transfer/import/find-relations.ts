import type { Ctx } from '../../ctx.js'
import { attributeTypes } from '../../attributes/attribute-types.js'
import { uniqueForm } from '../../attributes/double-values.js'
import { inParts } from '../../db/bulk.js'
import { judgeValue } from '../../entity/fields/judge.js'
import { seen } from '../../entity/seen.js'
import { columnOf, shapeOf } from '../../entity/shape.js'
import type { Entity } from '../../plugin/entity.js'
import { fold } from '../../text/fold.js'
import { isCleanText } from '../../text/normal-text.js'
import { polishKey } from '../../text/polish-key.js'
import type { Model } from '../../db/model.js'

/** Which visible record a text means: its id, or how many there are when that is not one. */
export type Found = { readonly id: number } | { readonly none: true } | { readonly many: true }

/** Signs of a stored sort key. */
const KEY = 200

/**
 * The records that texts mean, for all of them at once: by the exact name (case and accents aside), then by the tax number,
 * by a unique attribute, by the id. Only what the asking one may see is there.
 */
export async function findRelations(
  ctx: Ctx,
  entity: Entity,
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  const open = () => wanted.filter((text) => !found.has(text))
  const wanted = [...new Set([...texts].map((text) => text.trim()))]

  const ways = [byName, byTaxId, byUniqueAttribute, byId]
  for (const way of ways)
    for (const [text, ids] of await way(ctx, entity, open())) if (ids.size > 0) found.set(text, meant(ids))
  for (const text of open()) found.set(text, { none: true })
  return found
}

type Way = (ctx: Ctx, entity: Entity, texts: readonly string[]) => Promise<ReadonlyMap<string, ReadonlySet<number>>>

function meant(ids: ReadonlySet<number>): Found {
  const [id] = ids
  return ids.size === 1 && id !== undefined ? { id } : { many: true }
}

const byName: Way = async (ctx, entity, texts) => {
  const { sortBy } = entity
  if (sortBy === undefined) return new Map()
  const column = columnOf(entity, sortBy)
  const rows = await rowsBy(
    ctx,
    entity,
    column,
    texts.map((text) => polishKey(text).slice(0, KEY)),
  )
  return idsOf(texts, rows, (row) => [fold(entity.label(row))], fold)
}

const byTaxId: Way = async (ctx, entity, texts) => {
  const shape = shapeOf(entity).fields.find(({ field, column }) => field.kind === 'tax-id' && column !== null)
  if (!shape) return new Map()
  const form = (text: string) =>
    isCleanText(text) ? canonical(judgeValue(shape.field, text, { path: shape.name })) : undefined
  const rows = await rowsBy(
    ctx,
    entity,
    shape.column ?? '',
    texts.flatMap((text) => form(text) ?? []),
  )
  return idsOf(texts, rows, (row) => [String((row as unknown as Record<string, unknown>)[shape.prop ?? ''])], form)
}

const byUniqueAttribute: Way = async (ctx, entity, texts) => {
  const types = (await attributeTypes(ctx, entity)).filter(({ unique }) => unique)
  const found = new Map<string, Set<number>>()
  for (const type of types)
    for (const [text, ids] of await recordsByUnique(ctx, entity, type.id, texts))
      found.set(text, new Set([...(found.get(text) ?? []), ...ids]))
  return found
}

const byId: Way = async (ctx, entity, texts) => {
  const ids = texts.filter((text) => /^\d{1,9}$/.test(text)).map(Number)
  const rows = await rowsBy(ctx, entity, 'id', ids)
  return idsOf(
    texts,
    rows,
    (row) => [String(row.id)],
    (text) => text.replace(/^0+/, ''),
  )
}

/** Visible records that hold a value of a unique attribute, by the text that was asked for. */
export async function recordsByUnique(
  ctx: Ctx,
  entity: Entity,
  typeId: number,
  texts: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const found = new Map<string, Set<number>>()
  for (const part of inParts(texts)) {
    const rows: { record_id: number; value: string }[] = await ctx
      .db('core_attribute_unique')
      .where('type_id', typeId)
      .whereIn('value', part.map(uniqueForm))
      .select('record_id', 'value')
    const visible = new Set(
      (
        await rowsBy(
          ctx,
          entity,
          'id',
          rows.map(({ record_id }) => record_id),
        )
      ).map(({ id }) => id),
    )
    for (const text of part)
      found.set(
        text,
        new Set(
          rows
            .filter((row) => row.value === uniqueForm(text) && visible.has(row.record_id))
            .map((row) => row.record_id),
        ),
      )
  }
  return found
}

/** Visible rows whose column has one of these values; two for a value are enough to know that it is not one. */
export async function rowsBy(
  ctx: Ctx,
  entity: Entity,
  column: string,
  values: readonly (string | number)[],
): Promise<readonly Model[]> {
  const { tableName } = entity.model
  const rows: Model[] = []
  for (const part of inParts([...new Set(values)]))
    rows.push(...(await seen(ctx, entity).whereIn(`${tableName}.${column}`, part).limit(MOST)))
  return rows
}

/** Records of some hundred texts; where more have one name, it is not one. */
const MOST = 5000

function idsOf(
  texts: readonly string[],
  rows: readonly Model[],
  saidBy: (row: Model) => readonly string[],
  form: (text: string) => string | undefined,
): ReadonlyMap<string, ReadonlySet<number>> {
  const byForm = new Map<string, Set<number>>()
  for (const row of rows) for (const said of saidBy(row)) byForm.set(said, (byForm.get(said) ?? new Set()).add(row.id))
  return new Map(texts.map((text) => [text, byForm.get(form(text) ?? '') ?? new Set<number>()]))
}

function canonical(judged: ReturnType<typeof judgeValue>): string | undefined {
  return 'value' in judged && typeof judged.value === 'string' ? judged.value : undefined
}
