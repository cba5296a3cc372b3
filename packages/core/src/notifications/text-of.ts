import type { Ctx, Locale } from '../ctx.js'
import type { NotificationKind } from '../plugin/notifications.js'
import { formatDay, formatInstant } from '../time/format-day.js'

/** What the text of a notification is given: texts, numbers, times that are written as the reader writes them, and texts by key. */
export type NotificationParams = Readonly<
  Record<string, string | number | { readonly instant: string } | { readonly day: string } | { readonly text: string }>
>

/** The text of a notification in a language, its locale key `notification.<kind>`. */
export function textOf(
  ctx: Ctx,
  { id }: Pick<NotificationKind, 'id'>,
  params: NotificationParams,
  locale: Locale = ctx.locale,
): string {
  const said = Object.entries(params).map(([name, value]) => [name, wordOf(ctx, value, locale)])
  return ctx.t(`notification.${id}`, Object.fromEntries(said) as Record<string, string | number>, locale)
}

function wordOf(ctx: Ctx, value: NotificationParams[string], locale: Locale): string | number {
  if (typeof value !== 'object') return value
  if ('text' in value) return ctx.t(value.text, undefined, locale)
  return 'day' in value ? formatDay(value.day, locale) : formatInstant(value.instant, ctx.zone, locale)
}
