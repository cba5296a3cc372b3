import type { Ctx, Locale } from '../ctx.js'
import { doerOf } from '../entity/doer.js'
import { Operator } from './operator.js'

/** What an operator likes to see; the answer of the next page looks so. */
export interface Preferences {
  readonly locale?: Locale
  readonly theme?: 'auto' | 'light' | 'dark'
  readonly density?: 'dense' | 'normal' | 'roomy'
  /** `off`: single keys do nothing (WCAG 2.1.4). */
  readonly keys?: 'on' | 'off'
  /** A group of the side bar, `menu.sales`: open or closed. */
  readonly [group: `menu.${string}`]: 'open' | 'closed'
  /** Whether a kind of notifications, `mail.core.event-assigned`, comes by e-mail too. */
  readonly [kind: `mail.${string}`]: 'on' | 'off'
}

/** Sets one's own preferences; what is left out stays. No version: the later wish is the wish. */
export async function savePreferences(ctx: Ctx, { locale, ...wishes }: Preferences): Promise<void> {
  if (!ctx.operator) throw new Error('preferences are somebody’s')
  const preferences = { ...ctx.operator.preferences, ...wishes }
  await Operator.query(ctx.db)
    .findById(doerOf(ctx) ?? 0)
    .patch({ preferences: JSON.stringify(preferences), ...(locale && { locale }) })
}
