import type { Option } from './fields.js'

/**
 * Options of a choice in their order, labelled by the locale keys `<prefix>.<key>`: keys alone, or each with one of the
 * nine hues of the interface.
 */
export function options(prefix: string, keys: readonly string[] | Readonly<Record<string, string>>): readonly Option[] {
  const listed = Array.isArray(keys) ? keys.map((key: string) => [key] as const) : Object.entries(keys)

  return listed.map(([key, hue]) => ({ key, label: `${prefix}.${key}`, ...(hue !== undefined && { hue }) }))
}
