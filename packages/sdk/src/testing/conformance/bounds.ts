type Schema = Readonly<Record<string, unknown>>

/**
 * Parts of a JSON schema that take more than was thought of: a text without `maxLength`, a list without `maxItems`, a
 * number without `minimum` and `maximum`, an open object without `maxProperties`. Answers with their paths and what lacks.
 */
export function unboundedParts(schema: unknown, path = ''): string[] {
  if (!isSchema(schema) || 'const' in schema || 'enum' in schema) return []
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  const lack = lackOf(schema)

  return [
    ...(lack ? [`${path || 'the whole'} ${lack}`] : []),
    ...(['anyOf', 'allOf', 'oneOf'] as const).flatMap((word) =>
      list(schema[word]).flatMap((one) => unboundedParts(one, path)),
    ),
    ...(Array.isArray(schema.items) ? list(schema.items) : [schema.items]).flatMap((one) =>
      unboundedParts(one, `${path}[]`),
    ),
    ...entries(schema.properties).flatMap(([name, one]) => unboundedParts(one, at(name))),
    ...entries(schema.patternProperties).flatMap(([, one]) => unboundedParts(one, at('*'))),
    ...unboundedParts(schema.additionalProperties, at('*')),
  ]
}

function lackOf(schema: Schema): string | null {
  const kinds = [schema.type].flat()
  if (kinds.includes('string') && schema.maxLength === undefined) return 'is a text without maxLength'
  if (kinds.includes('array') && schema.maxItems === undefined) return 'is a list without maxItems'
  if ((kinds.includes('number') || kinds.includes('integer')) && !isClosed(schema))
    return 'is a number without minimum and maximum'
  const open = isSchema(schema.patternProperties) || isSchema(schema.additionalProperties)
  return open && schema.maxProperties === undefined ? 'is an open object without maxProperties' : null
}

function isClosed(schema: Schema): boolean {
  const has = (...names: string[]) => names.some((name) => schema[name] !== undefined)
  return has('minimum', 'exclusiveMinimum') && has('maximum', 'exclusiveMaximum')
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function entries(value: unknown): [string, unknown][] {
  return isSchema(value) ? Object.entries(value) : []
}
