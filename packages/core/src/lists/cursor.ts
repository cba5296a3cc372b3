import type { Ctx } from '../ctx.js'
import { Refusal } from '../plugin/refusal.js'
import type { Place } from './walk.js'

/** A place in a list, and which row it is, counted from 1. */
export interface Cursor {
  readonly place: Place
  readonly ordinal: number
}

const PURPOSE = 'core.list-cursor'
const SIGNATURE = 24

/** An opaque text for `after=` and `before=`, signed together with the filter and order it belongs to. */
export function writeCursor(ctx: Ctx, bound: string, { place, ordinal }: Cursor): string {
  const body = Buffer.from(JSON.stringify([ordinal, place.id, ...place.values])).toString('base64url')
  return `${body}.${signature(ctx, bound, body)}`
}

/** Reads one back. 400 `core.bad-cursor` when it was changed, or belongs to another filter or order. */
export function readCursor(ctx: Ctx, bound: string, text: string): Cursor {
  const [body = '', signed = ''] = text.split('.')
  if (signed !== signature(ctx, bound, body)) throw new Refusal('core.bad-cursor', { status: 400 })

  const [ordinal, id, ...values] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [
    number,
    number,
    ...Place['values'],
  ]
  return { ordinal, place: { id, values } }
}

const signature = (ctx: Ctx, bound: string, body: string): string =>
  ctx.vault.sign(PURPOSE, `${bound} ${body}`).slice(0, SIGNATURE)
