import { Kind, type TSchema } from '@sinclair/typebox'

type Node = TSchema & Record<string, unknown>

/**
 * The texts of a query or a path as the types of their schema. Only what says the same both ways is converted ("1.5" is no
 * whole number); everything else stays a text for the schema to refuse.
 */
export function convertTexts(schema: TSchema, value: unknown): unknown {
  const node = schema as Node
  switch (node[Kind]) {
    case 'Object':
      return convertFields(node, value)
    case 'Array':
      return (Array.isArray(value) ? value : [value]).map((item) => convertTexts(node.items as Node, item))
    case 'Union':
      return convertUnion(node, value)
    case 'Integer':
      return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value
    case 'Number':
      return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : value
    case 'Boolean':
      return value === 'true' ? true : value === 'false' ? false : value
    default:
      return value
  }
}

function convertFields({ properties }: Node, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const fields = (properties ?? {}) as Record<string, Node>
  const entries = Object.entries(value).map(([name, text]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return [name, field ? convertTexts(field, text) : (text as unknown)] as const
  })
  return Object.fromEntries(entries)
}

/** The first variant that makes something of the text. */
function convertUnion({ anyOf }: Node, value: unknown): unknown {
  for (const variant of (anyOf ?? []) as Node[]) {
    if (variant[Kind] === 'Literal' && String(variant.const) === value) return variant.const
    const converted = convertTexts(variant, value)
    if (converted !== value) return converted
  }
  return value
}
