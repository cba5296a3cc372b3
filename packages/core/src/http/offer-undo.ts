import type { FastifyReply } from 'fastify'

/** Tells the page that is reached next what was just done; it says so once. */
const COOKIE = 'berberis-undo'

/** Seconds; a page that is not reached by then says nothing. */
const MAX_AGE = 60

const flags = { path: '/', httpOnly: true, sameSite: 'lax' } as const

/** Leaves a note in the browser: this change set can be undone. */
export function offerUndo(reply: FastifyReply, changeSetId: number): void {
  reply.setCookie(COOKIE, String(changeSetId), { ...flags, maxAge: MAX_AGE })
}

type Cookies = Readonly<Record<string, string | undefined>>

/** The change set of the note; null without one. */
export function offeredUndo({ cookies }: { readonly cookies?: Cookies }): number | null {
  // An address that cannot be read comes to a page before anybody looked at its cookies.
  const noted = cookies?.[COOKIE] ?? ''
  return /^[1-9]\d{0,15}$/.test(noted) ? Number(noted) : null
}

/** The header that throws the note away. */
export const offerTaken = { 'set-cookie': `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax` } as const
