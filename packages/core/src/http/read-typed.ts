import { Kind, OptionalKind, type TSchema } from '@sinclair/typebox'
import type { FieldRefusal } from '../plugin/refusal.js'
import { readText, type Reading } from './read-text.js'
import type { TypedTree } from './typed-names.js'

type Node = TSchema & Record<string, unknown>
type Given = TypedTree | readonly string[] | undefined

/**
 * Turns what people typed into the JSON a body's schema asks for: „1 234,56” where an amount is expected, „12,5” where a
 * decimal, a local time where an instant. An empty text is no value: null where the schema takes null, absent otherwise.
 * What cannot be read is told to `faults` under its path and left as it was typed.
 */
export function readTypedBody(schema: TSchema, tree: TypedTree, reading: Reading, faults: FieldRefusal[]): unknown {
  return read(schema as Node, tree, '', { ...reading, faults })
}

interface Going extends Reading {
  readonly faults: FieldRefusal[]
}

function read(schema: Node, given: Given, path: string, going: Going): unknown {
  if (schema[Kind] === 'Union') return readUnion(schema, given, path, going)
  if (schema[Kind] === 'Object') return readObject(schema, given, path, going)
  if (schema[Kind] === 'Record') return readRecord(schema, given, path, going)
  if (schema[Kind] === 'Array') return readArray(schema, given, path, going)
  if (!isTexts(given)) return given

  const text = given.at(-1) ?? ''
  if (text.trim() === '' && schema['x-kind'] !== 'yes-no' && schema[Kind] !== 'Boolean') return undefined
  return readText(schema, text, path, going, going.faults)
}

/** A union is „this or null”, or a choice of literals; of several shapes the first object or list wins. */
function readUnion(schema: Node, given: Given, path: string, going: Going): unknown {
  const variants = (schema.anyOf as Node[]) ?? []
  const nullable = variants.some((variant) => variant[Kind] === 'Null')
  const others = variants.filter((variant) => variant[Kind] !== 'Null')
  const empty = isTexts(given) && given.every((text) => text.trim() === '')
  if (nullable && (empty || given === undefined)) return given === undefined ? undefined : null

  const literal = others.find(
    (variant) => isTexts(given) && variant[Kind] === 'Literal' && String(variant.const) === given.at(-1),
  )
  if (literal) return literal.const
  const [first] = others
  return first ? read(first, given, path, going) : given
}

function readObject(schema: Node, given: Given, path: string, going: Going): unknown {
  if (given === undefined || isTexts(given)) return given
  const fields = (schema.properties ?? {}) as Record<string, Node>
  const known: [string, unknown][] = Object.entries(fields).map(([name, field]) => [
    name,
    read(field, given[name], join(path, name), going),
  ])
  // Names the schema does not know stay, so that they are refused and not dropped.
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(fields, name))
  const rest: [string, unknown][] = unknown.map((name) => [name, plain(given[name])])

  return Object.fromEntries([...known, ...rest].filter(([, value]) => value !== undefined))
}

/** Values of a record (attributes) are of kinds only the database knows: they stay texts, for the service to read. */
function readRecord(schema: Node, given: Given, path: string, going: Going): unknown {
  if (given === undefined || isTexts(given)) return schema[OptionalKind] ? undefined : {}
  const [inner] = Object.values((schema.patternProperties ?? {}) as Record<string, Node>)
  const typed = inner && inner[Kind] === 'Object'
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typed ? read(inner, value, join(path, name), going) : plain(value),
    ]),
  )
}

function readArray(schema: Node, given: Given, path: string, going: Going): unknown {
  const item = schema.items as Node
  if (given === undefined) return undefined
  if (isTexts(given)) {
    const chosen = given.filter((text) => text !== '')
    return chosen.map((text, at) => read(item, [text], join(path, String(at)), going))
  }
  const lines = Object.entries(given)
    .filter(([name, line]) => /^\d{1,4}$/.test(name) && !isEmpty(line))
    .sort(([a], [b]) => Number(a) - Number(b))
  return lines.map(([name, line]) => read(item, line, join(path, name), going))
}

/** A line of a grid in which nobody typed anything is not a line. */
function isEmpty(line: TypedTree | readonly string[]): boolean {
  if (isTexts(line)) return line.every((text) => text.trim() === '' || text === 'off')
  return Object.values(line).every(isEmpty)
}

function plain(given: Given): unknown {
  if (given === undefined) return undefined
  if (isTexts(given)) return given.length === 1 ? given[0] : [...given]
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, plain(value)]))
}

function isTexts(given: Given): given is readonly string[] {
  return Array.isArray(given)
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name
}
