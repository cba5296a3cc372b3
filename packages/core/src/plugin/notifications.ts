/** A kind of things operators are told of. */
export interface NotificationKind {
  /** `plugin.noun-verb`; its text is the locale key `notification.<id>`, its name in "Moje konto" `notification.<id>.kind`. */
  readonly id: string
  /** Whether it comes by e-mail too, unless the operator wishes otherwise; `never`: whoever tells of it decides that. */
  readonly mail: 'on' | 'off' | 'never'
  readonly icon: string
  /** What can be done about it with one press while it is unread: a label (locale key) and an address that is posted to. */
  readonly action?: { readonly label: string; readonly post: (params: Readonly<Record<string, unknown>>) => string }
}

/** Ids are for ever: rows and wishes are kept under them. */
export const notification = (
  id: string,
  { mail = 'off', icon = 'bell', action }: Partial<Omit<NotificationKind, 'id'>> = {},
): NotificationKind => ({ id, mail, icon, ...(action && { action }) })
