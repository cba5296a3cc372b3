import type { Ctx } from '../ctx.js'
import type { DictionaryItem } from '../plugin/fields.js'

/** Everything that plugins announce to others, by id, in the words its owner gives it. */
export async function announcements(ctx: Ctx): Promise<readonly DictionaryItem[]> {
  return ctx.registry.plugins
    .flatMap(({ hooks = [] }) => hooks)
    .filter((hook) => hook.kind === 'announcement')
    .filter(({ internal }) => !internal)
    .map(({ id, label }) => ({ key: id, label: label === undefined ? id : ctx.t(label) }))
}
