import type { Ctx } from '../ctx.js'
import { auditChange, type AuditChange } from '../entity/audit.js'
import { inChangeSet } from '../entity/change-set.js'
import { raise } from '../entity/revision.js'
import { Refusal } from '../plugin/refusal.js'
import { findType } from './find-type.js'
import type { AttributeType } from './attribute-type.js'

/** Writes a change of an attribute or its value set: version guarded, audited as a change set of its own unless one is open, known to every process at its next request. */
export async function touchType(
  ctx: Ctx,
  { id, version }: Pick<AttributeType, 'id' | 'version'>,
  {
    columns = {},
    action,
    changes,
  }: { readonly columns?: object; readonly action: string; readonly changes: readonly AuditChange[] },
): Promise<AttributeType> {
  const touched = await ctx
    .db('core_attribute_type')
    .where({ id, version })
    .update({ ...columns, version: version + 1 })
  if (touched === 0) throw new Refusal('core.conflict', { status: 409, extra: { fields: [] } })
  await raise(ctx, 'attributes')
  const type = await findType(ctx, id)
  const label = type.labels.pl
  const about = { kind: 'configuration', label, entity: 'core.attribute-type', record: id } as const
  await inChangeSet(ctx, about, (inside) =>
    auditChange(inside, { entity: 'core.attribute-type', record: id, label, action, changes, version: type.version }),
  )
  return type
}
