import { fold, type Ctx } from '@berberis/sdk'

/** The two projects that are always there: the cases that are in no other, by the kind of their contractor now. */
export const automaticIds = ['unassigned-individuals', 'unassigned-companies'] as const
export type AutomaticId = (typeof automaticIds)[number]

/** What names a project: the id of a row, or one of the two. */
export type ProjectKey = number | AutomaticId

export const isAutomatic = (key: ProjectKey): key is AutomaticId => typeof key !== 'number'

/** The kind of contractor whose unassigned cases it holds. */
export const kindOf = (key: AutomaticId) => (key === 'unassigned-individuals' ? 'individual' : 'company')

/** Its name in the reader's language. */
export const automaticName = (ctx: Ctx, key: AutomaticId): string => ctx.t(`projects.${key}`)

/** Those whose names hold what is looked for; all for nothing. */
export function automaticBy(ctx: Ctx, q: string): readonly AutomaticId[] {
  const words = fold(q).split(' ').filter(Boolean)
  return automaticIds.filter((key) => words.every((word) => fold(automaticName(ctx, key)).includes(word)))
}
