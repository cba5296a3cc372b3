import Handlebars from 'handlebars'
import type { Env } from '../env.js'

/** One use of a helper in a template. */
export interface Call {
  readonly args: readonly unknown[]
  readonly hash: Readonly<Record<string, unknown>>
  readonly env: Env
  /** The data of the whole view. */
  readonly root: unknown
  /** The data the helper stands in. */
  readonly here: unknown
  /** A block's inside and its `else`; both give '' for a helper that is no block. */
  inside(data: unknown): string
  otherwise(data: unknown): string
}

export type Helper = (call: Call) => unknown

/** What helpers that draw other views are given. */
export interface Tools {
  render(view: string, data: object, env: Env): string
  clean(html: string): object
}

/** Nothing to show: an absent value, or an empty text. Zero and false are something. */
export function isBlank(value: unknown): value is null | undefined | '' {
  return value === null || value === undefined || value === ''
}

/** What stands for a value that is not there. */
export const DASH = '—'

/** A value as text, '' when it is absent. */
export function textOf(value: unknown): string {
  return isBlank(value) ? '' : String(value)
}

/** Attributes of an element; absent and false ones are left out, true ones stand alone. */
export function attributes(given: Readonly<Record<string, unknown>>): string {
  return Object.entries(given)
    .filter(([, value]) => value !== false && !isBlank(value))
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`))
    .join('')
}

export function escape(text: string): string {
  return Handlebars.escapeExpression(text)
}
