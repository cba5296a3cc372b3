import type { Ctx } from '../ctx.js'
import { reversal, type ReversalOutcome, type ReversedChange, type ReversedEntry } from '../plugin/reversals.js'
import type { AttributeItem, AttributeType } from './attribute-type.js'
import { archiveAttributeItem, saveAttributeItem } from './attribute-items.js'
import { findType } from './find-type.js'
import { reorderAttributeItems } from './reorder-items.js'
import { archiveAttributeType, bodyOf, deleteAttributeType, saveAttributeType } from './save-attribute-type.js'

/**
 * Undoes what was done to an attribute: its names and rules, the names, order and archive of its values, a merge (whose
 * records come back by their own entries), and its making, while no record has it. What changed since is left.
 */
export const attributeReversal = reversal('core.attribute-type', undo)

async function undo(ctx: Ctx, { record, action, changes }: ReversedEntry): Promise<ReversalOutcome> {
  const type = await findType(ctx, record ?? 0)
  const { id, version } = type
  const item = type.items.find(({ key }) => changes.some(({ field }) => field === `items.${key}`))
  switch (action) {
    case 'created':
      await deleteAttributeType(ctx, id, { version })
      return 'restored'
    case 'archived':
    case 'restored':
      if (type.archived !== (action === 'archived')) return 'left'
      await archiveAttributeType(ctx, id, { version, archived: !type.archived })
      return 'restored'
    case 'item-merged':
    case 'item-archived':
    case 'item-restored':
      if (!item || item.archived === (action === 'item-restored')) return 'left'
      await archiveAttributeItem(ctx, id, item.id, { version, archived: !item.archived })
      return 'restored'
    case 'changed':
      return putBack(ctx, type, changes)
    default:
      return { restored: false, left: [{ reason: 'core.not-undoable' }] }
  }
}

async function putBack(ctx: Ctx, type: AttributeType, changes: readonly ReversedChange[]): Promise<ReversalOutcome> {
  const back: Record<string, unknown> = {}
  const left: { field: string; reason: string }[] = []
  let restored = false
  for (const { field, before, after } of changes) {
    if (field === 'items' || field.startsWith('items.')) {
      if (await itemBack(ctx, type.id, { field, before, after })) restored = true
      else left.push({ field, reason: 'core.changed-since' })
    } else if (JSON.stringify(bodyOf(type)[field] ?? null) === JSON.stringify(after)) back[field] = before
    else left.push({ field, reason: 'core.changed-since' })
  }
  if (Object.keys(back).length > 0) {
    const { id, version } = await findType(ctx, type.id)
    await saveAttributeType(ctx, id, { version, ...back })
    restored = true
  }
  return { restored, left }
}

/** A name or a colour of a value, or the order of all; false when it is another one by now. */
async function itemBack(ctx: Ctx, typeId: number, { field, before, after }: ReversedChange): Promise<boolean> {
  const type = await findType(ctx, typeId)
  const { id, version, items } = type
  if (field === 'items') {
    if (!Array.isArray(before) || !same(keysOf(items), after) || before.length !== items.length) return false
    const ids = before.flatMap((key) => items.find((item) => item.key === key)?.id ?? [])
    await reorderAttributeItems(ctx, id, { version, ids })
    return true
  }
  const [, key, name] = field.split('.')
  const item = items.find((each) => each.key === key)
  if (!item || name === undefined || !same(shownIn(item)[name], after)) return false
  await saveAttributeItem(ctx, id, item.id, { version, [name]: before })
  return true
}

const keysOf = (items: readonly AttributeItem[]): readonly string[] => items.map(({ key }) => key)
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const shownIn = ({ labels, hue }: AttributeItem): Readonly<Record<string, unknown>> => ({
  labelPl: labels.pl,
  labelEn: labels.en,
  hue,
})
