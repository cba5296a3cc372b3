import { settleQuiet } from '../../cases/services/settle-quiet.js'
import type { Ctx } from '../../ctx.js'
import { attributesOf } from '../../attributes/attributes-of.js'
import { auditChanges } from '../../entity/audit.js'
import { inChangeSet } from '../../entity/change-set.js'
import { remove } from '../../entity/remove.js'
import { save } from '../../entity/save.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { shapeOf } from '../../entity/shape.js'
import { valuesOf, type Values } from '../../entity/values.js'
import { Refusal } from '../../plugin/refusal.js'
import { Contractor, contractor } from '../contractor.js'
import { contractorMerged } from '../hooks.js'
import { afterMove } from '../merging/after-move.js'
import { moveAttributes } from '../merging/move-attributes.js'
import { moveReferences } from '../merging/move-references.js'
import { movesEntries } from '../merging/moves-entry.js'
import { pointingAt } from '../merging/pointing-at.js'
import { sameParts, type SamePart } from '../merging/same-parts.js'

export type Side = 'keep' | 'take'

/** Whose value a field has afterwards; `keep`'s unless said. */
export interface MergedFields {
  readonly attributes?: Readonly<Record<string, Side>>
  readonly [field: string]: Side | Readonly<Record<string, Side>> | undefined
}

export interface Merge {
  readonly keep: number
  readonly take: number
  readonly fields?: MergedFields
}

/**
 * Makes one contractor of two (spec-core §4): every reference of every plugin moves to `keep`, parts are joined and equal
 * ones kept once, roles united; `take` goes to the bin and its address leads to `keep`. Frozen copies stay as they are.
 * One change set, undone like any other. 422 `core.merge-self`, `core.merge-kinds-differ`; 404 and 403 of either.
 */
export async function mergeContractors(
  ctx: Ctx,
  { keep, take, fields = {} }: Merge,
): Promise<{ readonly changeSetId: number }> {
  if (keep === take) throw new Refusal('core.merge-self')
  await Contractor.query(ctx.db).findByIds([keep, take]).orderBy('id').forUpdate().select('id')
  const kept = await editableOne(ctx, keep)
  const taken = await editableOne(ctx, take)
  if (kept.kind !== taken.kind) throw new Refusal('core.merge-kinds-differ')

  const label = ctx.t('core.merge.label', { take: taken.displayName, keep: kept.displayName })
  const { changeSetId } = await inChangeSet(
    ctx,
    { kind: 'merge', label, entity: contractor.id, record: keep },
    async (inside) => {
      const values = await chosen(inside, kept, taken, fields)
      await moveAll(inside, keep, taken)
      await remove(inside, contractor, take, { version: taken.version })
      await save(inside, contractor, keep, { version: kept.version, ...values })
      await afterMove(inside, keep)
      await inside.announce(contractorMerged, { keepId: keep, takeId: take })
    },
  )
  return { changeSetId }
}

async function editableOne(ctx: Ctx, id: number): Promise<Contractor> {
  const row = await seenOne(ctx, contractor, id)
  await mustEdit(ctx, contractor, row)
  return row
}

/** The last of its entries tells how all of it is taken back, so that a reversal, which begins at the end, does that first. */
async function moveAll(ctx: Ctx, keep: number, taken: Contractor): Promise<void> {
  const same = await sameParts(ctx, taken.id, keep)
  const moves = [
    ...pointingAt(ctx, contractor).map((pointing) => ({ pointing, from: taken.id, to: keep })),
    ...same.flatMap(({ entity, takeId, keepId }) =>
      pointingAt(ctx, entity).map((pointing) => ({ pointing, from: takeId, to: keepId })),
    ),
  ]
  const done = []
  for (const move of moves) {
    const records = await moveReferences(ctx, move, { except: staying(same, move.pointing.entity.id) })
    if (records.length > 0) done.push({ ...move, records })
  }
  await settleQuiet(ctx, 'core_contractor', [keep])
  const attributes = await moveAttributes(ctx, taken.id, keep)
  await ctx
    .db('core_contractor_merge')
    .insert({ take_id: taken.id, keep_id: keep, take_name: taken.displayName, at: ctx.now() })
  await auditChanges(ctx, movesEntries({ take: taken.id, keep, label: taken.displayName, moves: done, attributes }))
}

/** Parts that `keep` has already go with `take`. */
function staying(same: readonly SamePart[], entityId: string): ReadonlySet<number> {
  return new Set(same.filter(({ entity }) => entity.id === entityId).map(({ takeId }) => takeId))
}

/** What `keep` is saved with: the fields chosen from `take`, and the roles of both. */
async function chosen(ctx: Ctx, kept: Contractor, taken: Contractor, fields: MergedFields): Promise<Values> {
  const shape = shapeOf(contractor as never)
  const values = await valuesOf(ctx, shape, [kept, taken])
  const attributes = await attributesOf(ctx, contractor, [taken.id])
  const ofTake = values.get(taken.id) ?? {}
  const rolesOf = (id: number) => (values.get(id)?.['roles'] as readonly string[] | null | undefined) ?? []
  const { attributes: ofAttributes = {}, ...ofFields } = fields
  const unknown = Object.keys(ofFields).filter(
    (key) => key === 'kind' || key === 'roles' || shape.byKey.get(key)?.field.readonly !== false,
  )
  if (unknown.length > 0)
    throw new Refusal('core.malformed', {
      status: 400,
      fields: unknown.map((path) => ({ path: `fields.${path}`, code: 'core.unknown-field' })),
    })
  const fromTake = (sides: Readonly<Record<string, unknown>>) =>
    Object.keys(sides).filter((key) => sides[key] === 'take')
  const taking = fromTake(ofAttributes)

  return {
    ...Object.fromEntries(fromTake(ofFields).map((key) => [key, ofTake[key] ?? null])),
    roles: [...new Set([...rolesOf(kept.id), ...rolesOf(taken.id)])],
    ...(taking.length > 0 && {
      attributes: Object.fromEntries(taking.map((key) => [key, attributes.get(taken.id)?.[key] ?? null])),
    }),
  }
}
