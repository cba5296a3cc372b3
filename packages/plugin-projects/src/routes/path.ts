import { Type } from '@berberis/sdk'
import { automaticIds, type ProjectKey } from '../automatic.js'

/** `/projects/3` or `/projects/unassigned-companies`. */
export const withProject = Type.Object({
  id: Type.String({ maxLength: 40, pattern: `^([1-9]\\d{0,9}|${automaticIds.join('|')})$` }),
})

/** The project an address names. */
export function projectIn({ id }: { readonly id: string }): ProjectKey {
  return automaticIds.find((key) => key === id) ?? Number(id)
}
