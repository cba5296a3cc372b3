import type { Ctx } from '../ctx.js'
import { scopeOf } from '../entity/policy.js'
import { seen } from '../entity/seen.js'
import { isTopic } from './touched.js'

/**
 * Whether the asking one may hear a topic: those a plugin declares as it says, records he may see, entities he may read at
 * all. Everything else is refused, also what nobody would ever touch.
 */
export async function mayHear(ctx: Ctx, name: string): Promise<boolean> {
  if (!ctx.operator || !isTopic(name)) return false
  const [id = '', about = ''] = name.split(':')
  const declared = ctx.registry.plugins.flatMap(({ topics = [] }) => topics).find((topic) => topic.id === id)
  if (declared) return declared.mayHear(ctx, about)

  const entity = ctx.registry.entity(id)
  if (!entity) return false
  if (about === '') return scopeOf(ctx, entity.read) !== null
  if (!/^[1-9]\d{0,14}$/.test(about)) return false
  return (await seen(ctx, entity).findById(Number(about))) !== undefined
}
