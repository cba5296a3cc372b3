import type { Ctx } from '../../ctx.js'
import type { Recorded } from '../../db/model.js'
import { permissionOf } from '../../entity/policy.js'
import { save } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { shapeOf } from '../../entity/shape.js'
import { may } from '../../permissions.js'
import type { BulkAction, List } from '../../plugin/lists.js'

/** An action of a list with its name in the reader's language. */
export interface NamedAction {
  readonly action: BulkAction
  readonly label: string
}

/** The action that sets any one field or attribute. */
export const SET = 'set'

/**
 * What may be done to many records of a list: what it declares, and for those that are changed by `save` alone a field, the
 * owner, a removal. Only what the asking one has the right to; which records, each of them is asked.
 */
export function actionsOf(ctx: Ctx, list: List): readonly NamedAction[] {
  if (!list.bulk || !ctx.can(may.runBulkChanges)) return []
  const own = list.bulk.map((action) => ({ action, label: ctx.t(`${list.id}.bulk.${action.key}`) }))
  const common = commonActions(ctx, list).map((action) => ({ action, label: ctx.t(`core.bulk.${action.key}`) }))
  const kept = common.filter(({ action: { key } }) => !own.some(({ action }) => action.key === key))
  const [assign, ...rest] = kept
  const all = assign?.action.key === 'assign' ? [assign, ...own, ...rest] : [...own, ...kept]
  return all.filter(({ action }) => ctx.can(action.permission))
}

function commonActions(ctx: Ctx, { of, removal }: List): BulkAction[] {
  const permission = permissionOf(of, 'edit')
  if (permission === 'signed-in') return []
  const change = async (inside: Ctx, id: number, values: Readonly<Record<string, unknown>>) => {
    const before = (await seenOne(inside, of, id)) as unknown as Recorded
    const after = (await save(inside, of, id, { version: before.version, ...values })) as unknown as Recorded
    return after.version === before.version ? 'unchanged' : 'changed'
  }
  const owner = shapeOf(of).byName.get('owner')?.field
  return [
    ...(owner && !owner.readonly
      ? [
          {
            key: 'assign',
            permission,
            icon: 'user-check',
            fields: { owner: { ...owner, required: false } },
            run: change,
          },
        ]
      : []),
    { key: SET, permission, icon: 'pencil', run: change },
    ...(removal
      ? [
          {
            key: 'remove',
            permission,
            icon: 'trash',
            danger: true,
            run: async (inside: Ctx, id: number) => {
              const { version } = (await seenOne(inside, of, id)) as unknown as Recorded
              await removal(inside, id, { version })
              return 'changed' as const
            },
          },
        ]
      : []),
  ]
}
