import { textOf, type Helper } from './helper.js'

/** `eq and or not in can concat join each-with`: enough to choose what stands on a page, not enough to compute in one. */
export const logic: Readonly<Record<string, Helper>> = {
  eq: ({ args: [a, b] }) => a === b,
  not: ({ args: [a] }) => !truth(a),
  and: ({ args }) => args.every(truth),
  or: ({ args }) => args.find(truth) ?? args.at(-1),
  in: ({ args: [value, ...list] }) => list.flat().includes(value),
  can: ({ args: [permission], env }) => env.can(String(permission)),
  concat: ({ args }) => args.map(textOf).join(''),
  join: ({ args: [list] }) => (Array.isArray(list) ? list.map(textOf).join(', ') : textOf(list)),
  'each-with': ({ args: [list], hash, inside, otherwise, here }) => {
    const items = Array.isArray(list) ? list : []
    if (items.length === 0) return otherwise(here)
    return items.map((item: unknown) => inside({ ...hash, item })).join('')
  },
}

/** As Handlebars' own `if` sees it: an empty list is nothing. */
function truth(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}
