import { attributeText } from '../../attributes/pages/attribute-lines.js'
import { attributeTypes, labelIn } from '../../attributes/attribute-types.js'
import { namedAttributes } from '../../attributes/shown-attributes.js'
import type { Ctx } from '../../ctx.js'
import type { PresentedRef } from '../../entity/labels.js'
import type { Presented } from '../../entity/present.js'
import { shapeOf, type FieldShape } from '../../entity/shape.js'
import { choiceLabels } from '../../ui/choice-labels.js'
import { showValue } from '../../ui/show-value.js'
import { contractor } from '../contractor.js'
import { pointingAt } from '../merging/pointing-at.js'
import { presentContractor } from '../present-contractor.js'

/** A field the two differ in, both values in words. */
export interface MergeRow {
  /** As it is sent: `fields.taxId`. */
  readonly name: string
  readonly label: string
  readonly keep: string
  readonly take: string
  /** `take` where only that one has a value. */
  readonly chosen: 'keep' | 'take'
}

/** Two contractors side by side: what they differ in, and what would move. */
export async function mergePage(ctx: Ctx, keepId: number, takeId: number) {
  const keep = await presentContractor(ctx, keepId)
  const take = await presentContractor(ctx, takeId)
  const [keptRecord = keep.record, takenRecord = take.record] = await namedAttributes(ctx, contractor, [
    keep.record,
    take.record,
  ])
  const rows = [
    ...(await fieldRows(ctx, keep.record, take.record)),
    ...(await attributeRows(ctx, keptRecord, takenRecord)),
  ]

  return {
    keep: { id: keepId, name: keep.row.fullName },
    take: { id: takeId, name: take.row.fullName },
    swapped: `/contractor-merges/new?keep=${takeId}&take=${keepId}`,
    rows: rows.filter((row) => row.keep !== row.take),
    moves: await movesOf(ctx, takeId),
  }
}

/** What every record says of itself, and what is united or cannot differ. */
const LEFT = new Set(['kind', 'roles'])

async function fieldRows(ctx: Ctx, keep: Presented, take: Presented): Promise<readonly MergeRow[]> {
  const fields = shapeOf(contractor as never).fields.filter(({ name, field }) => !field.readonly && !LEFT.has(name))
  return Promise.all(
    fields.map(async (shape) => {
      const texts = { keep: await textOf(ctx, shape, keep), take: await textOf(ctx, shape, take) }
      const label = ctx.t(shape.field.label ?? `${contractor.id}.${shape.name}`)
      return { name: `fields.${shape.key}`, label, ...texts, chosen: preferred(texts) }
    }),
  )
}

async function attributeRows(ctx: Ctx, keep: Presented, take: Presented): Promise<readonly MergeRow[]> {
  const valueOf = (record: Presented, key: string) =>
    (record.attributes as Readonly<Record<string, unknown>> | undefined)?.[key]
  return (await attributeTypes(ctx, contractor)).map((type) => {
    const texts = {
      keep: attributeText(ctx, type, valueOf(keep, type.key)),
      take: attributeText(ctx, type, valueOf(take, type.key)),
    }
    return {
      name: `fields.attributes.${type.key}`,
      label: labelIn(type, ctx.locale),
      ...texts,
      chosen: preferred(texts),
    }
  })
}

function preferred({ keep, take }: Pick<MergeRow, 'keep' | 'take'>): MergeRow['chosen'] {
  return keep === '' && take !== '' ? 'take' : 'keep'
}

async function textOf(ctx: Ctx, { name, field }: FieldShape, record: Presented): Promise<string> {
  const value = record[name]
  if (field.kind === 'ref') {
    const ref = value as PresentedRef
    return ref === null ? '' : ref.id === null ? ctx.t('core.no-access') : ref.label
  }
  if (field.kind === 'choice') return (await choiceLabels(ctx, field)).find(({ key }) => key === value)?.label ?? ''
  return showValue(ctx, field, value)
}

/** How many records of each kind point at the one that goes. */
async function movesOf(
  ctx: Ctx,
  takeId: number,
): Promise<readonly { readonly label: string; readonly count: number }[]> {
  const counts = new Map<string, number>()
  for (const { entity, column } of pointingAt(ctx, contractor)) {
    const row: { n?: number | string } | undefined = await ctx
      .db(entity.model.tableName)
      .where(column, takeId)
      .count({ n: 'id' })
      .first()
    const n = Number(row?.n ?? 0)
    if (n > 0) counts.set(entity.id, (counts.get(entity.id) ?? 0) + n)
  }
  return [...counts].map(([id, count]) => ({ label: ctx.t(id), count }))
}
