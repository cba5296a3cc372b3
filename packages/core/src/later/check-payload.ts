import type { TSchema } from '@sinclair/typebox'
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler'

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>()

/**
 * The JSON of what is queued for later. Throws when it does not fit its schema: whoever reads it later, perhaps after an
 * update, relies on that.
 */
export function payloadText(id: string, schema: TSchema, payload: unknown): string {
  const check = compiled.get(schema) ?? TypeCompiler.Compile(schema)
  compiled.set(schema, check)
  const wrong = check.Errors(payload).First()
  if (wrong) throw new Error(`the payload of ${id} does not fit its schema at ${wrong.path || '/'}: ${wrong.message}`)
  return JSON.stringify(payload)
}
