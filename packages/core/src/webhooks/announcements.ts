import type { Ctx } from '../ctx.js'
import type { DictionaryItem } from '../plugin/fields.js'

/** Everything that plugins announce to others, by id; that is also its label, for those who read it write programs. */
export async function announcements(ctx: Ctx): Promise<readonly DictionaryItem[]> {
  return ctx.registry.plugins
    .flatMap(({ hooks = [] }) => hooks)
    .filter(({ kind, internal }) => kind === 'announcement' && !internal)
    .map(({ id }) => ({ key: id, label: id }))
}
