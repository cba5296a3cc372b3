import type { Ctx } from '../ctx.js'

/** What the script of the notes says; it travels in the page, which is kept on the device. */
const KEYS = [
  'all-sent',
  'as',
  'delete',
  'delete-title',
  'edit',
  'gone',
  'kept',
  'missing',
  'not-kept',
  'open',
  'others',
  'refused',
  'sent',
  'signed-out',
  'some-refused',
  'unsure',
  'waiting',
] as const

/** JSON of key → text in the language of `t`; `{name}` in them is filled in by the script. */
export function offlineTexts(t: Ctx['t']): string {
  const open = { name: '{name}', subject: '{subject}', number: '{count}' }
  return JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, t(`core.offline.${key}`, open)])))
}
