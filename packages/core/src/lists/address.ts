/** The part of an address that says what is shown: names with their values, without the place in it. */
export type Address = readonly (readonly [name: string, value: string])[]

const OF_THE_PLACE = new Set(['after', 'before', 'count'])

/** What of a query is kept in links: all that somebody knows, save the place and the count. */
export function addressOf(query: Readonly<Record<string, unknown>>, setAside: readonly string[]): Address {
  return Object.entries(query)
    .filter(([name]) => !OF_THE_PLACE.has(name) && !setAside.includes(name))
    .flatMap(([name, given]) => [given].flat().map((value) => [name, String(value)] as const))
    .filter(([, value]) => value !== '')
}

/** The address with some names set anew; null takes one away. */
export function hrefWith(base: string, address: Address, changes: Readonly<Record<string, string | null>>): string {
  const kept = address.filter(([name]) => !(name in changes))
  const added = Object.entries(changes).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
  const query = new URLSearchParams()
  for (const [name, value] of [...kept, ...added]) query.append(name, value)
  return query.size === 0 ? base : `${base}?${query.toString()}`
}
