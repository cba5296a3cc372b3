import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Ctx } from '../../ctx.js'

const PURPOSE = 'core.web-form'
/** Nobody reads a form and answers it sooner; programs do. */
const SOONEST_MS = 2_000
/** A page that was open longer is asked to be sent again. */
const LONGEST_MS = 86_400_000

/** What a token says: it is ours and of this form; of a moment ago; too old, or not ours at all. */
export type TokenAge = 'sound' | 'young' | 'old'

/** Signed and dated: a page of this form was made now. `<instant>.<random>.<signature>`, under 90 signs. */
export function newPageToken(ctx: Ctx, formId: number): string {
  const said = `${Date.parse(ctx.now()).toString(36)}.${randomBytes(12).toString('base64url')}`
  return `${said}.${ctx.vault.sign(PURPOSE, `${formId} ${said}`)}`
}

export function ageOfToken(ctx: Ctx, formId: number, token: string): TokenAge {
  const [, said = '', at = '', signature = ''] = /^(([0-9a-z]{1,12})\.[\w-]{16})\.([\w-]{43})$/.exec(token) ?? []
  if (said === '' || !isSame(signature, ctx.vault.sign(PURPOSE, `${formId} ${said}`))) return 'old'
  const age = Date.parse(ctx.now()) - parseInt(at, 36)
  if (age > LONGEST_MS) return 'old'
  return age < SOONEST_MS ? 'young' : 'sound'
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
