import type { Plugin } from '../plugin/define-plugin.js'
import type { Announcement } from '../plugin/hooks.js'
import { code, codes, table } from './markdown.js'
import { fieldsOf } from './of-parts.js'

export function describeHooks({ hooks = [] }: Plugin): string {
  return table(
    ['hook', 'kind', 'payload', 'formerly'],
    hooks.map((hook) => [
      code(hook.id),
      hook.kind,
      isAnnouncement(hook) ? codes(fieldsOf(hook.schema)) : '–',
      codes(hook.formerly),
    ]),
  )
}

function isAnnouncement(hook: { readonly kind: string }): hook is Announcement {
  return hook.kind === 'announcement' && 'schema' in hook
}

export function describeListeners({ listeners = [] }: Plugin): string {
  return table(
    ['hook', 'kind', 'listener', 'writes'],
    listeners.map(({ hookId, hookKind, name, writes }) => [code(hookId), hookKind, code(name), codes(writes)]),
  )
}

export function describeSlots({ slots = [] }: Plugin): string {
  return table(
    ['slot', 'shape'],
    slots.map(({ id, shape }) => [code(id), shape]),
  )
}

export function describeFills({ fills = [] }: Plugin, t: (key: string) => string): string {
  return table(
    ['slot', 'fill', 'label', 'permission', 'counts'],
    fills.map(({ slotId, name, label, permission, count }) => [
      code(slotId),
      code(name),
      t(label),
      code(permission.id),
      count ? 'yes' : 'no',
    ]),
  )
}
