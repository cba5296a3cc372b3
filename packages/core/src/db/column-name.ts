import { snakeCaseMappers } from 'objection'

const { format } = snakeCaseMappers()
const known = new Map<string, string>()
/** More names than this are no columns of anybody. */
const MOST = 5000

/**
 * Wraps an identifier of a query as the database does, a camelCase one in snake_case: models are asked by the names code
 * knows (`where({ contractorId })`), and the mapper of `Model` translates rows only. Names in raw SQL stay as they are.
 */
export function wrapIdentifier(name: string, wrap: (name: string) => string): string {
  return wrap(/[a-z0-9][A-Z]/.test(name) ? columnName(name) : name)
}

function columnName(name: string): string {
  const found = known.get(name)
  if (found !== undefined) return found
  const made = Object.keys(format({ [name]: null }))[0] ?? name
  if (known.size < MOST) known.set(name, made)
  return made
}
