import type { Ctx } from '../ctx.js'

/** Id of the one who really does it: a substitute himself, not the absent one whose rights he has. Null for the house. */
export function doerOf({ operator }: Pick<Ctx, 'operator'>): number | null {
  return operator?.sitting?.id ?? operator?.id ?? null
}
