import { createHash } from 'node:crypto'
import { Type, type Static } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { parseEmail } from '../identifiers/email.js'
import { errand, type ErrandTools } from '../plugin/errands.js'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import { coreSettings } from '../settings/core-settings.js'
import { mailSettled } from './hooks.js'

const party = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  address: Type.String({ maxLength: 254 }),
})

/** A mail as it is queued; files by the sha256 they are stored under. `html` stands beside the text, never instead of it. */
export const mail = Type.Object({
  to: Type.Array(party, { minItems: 1, maxItems: 50 }),
  subject: Type.String({ minLength: 1, maxLength: 300 }),
  text: Type.String({ maxLength: 100_000 }),
  html: Type.Optional(Type.String({ maxLength: 500_000 })),
  attachments: Type.Array(
    Type.Object({
      name: Type.String({ maxLength: 200 }),
      mediaType: Type.String({ maxLength: 100 }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64 }),
    }),
    { maxItems: 20 },
  ),
})
export type Mail = Static<typeof mail>

const queued = Type.Object({
  mail,
  from: Type.Object({ name: Type.String({ maxLength: 200 }), address: Type.String({ maxLength: 254 }) }),
  dedupe: Type.String({ maxLength: 200 }),
})

/** Core's own errand: hands a mail to the mail server, once. */
export const sendMailErrand = errand('core.send-mail', queued, {
  go: (tools, { mail: letter, from }) => handToServer(tools, letter, from),
  told: async (ctx, { dedupe }, { state, errandId }) => ctx.announce(mailSettled, { errandId, dedupe, state }),
})

/**
 * Queues a mail in the caller's transaction; it leaves after commit, from the address of the settings. `dedupe` names the
 * business event: the same one is never mailed twice. Gives the errand's id; what became of it is announced
 * (`mailSettled`). Throws `core.mail-not-configured` and, for an address that is none, `core.bad-email` at its place.
 */
export async function sendMail(ctx: Ctx, letter: Mail, { dedupe }: { readonly dedupe: string }): Promise<number> {
  const from = await senderOf(ctx)
  const wrong = letter.to.flatMap(({ address }, at) =>
    'error' in parseEmail(address) ? [{ path: `to.${at}`, code: 'core.bad-email' }] : [],
  )
  if (wrong.length > 0) throw refuseFields(wrong)

  return ctx.send(sendMailErrand, { mail: letter, from, dedupe }, { dedupe })
}

/** In whose name mail leaves. Throws `core.mail-not-configured` without a mail server or a sender's address. */
export async function senderOf(ctx: Ctx): Promise<{ readonly name: string; readonly address: string }> {
  const { firmName, mailFromName, mailFromAddress } = await ctx.settings('core', coreSettings)
  if (ctx.world.mail.describes === null || mailFromAddress === '') throw new Refusal('core.mail-not-configured')
  return { name: mailFromName || firmName, address: mailFromAddress }
}

/**
 * The way from an errand to the mail server, for plugins whose errands send mail of their own: reads the files, makes the
 * message id from the errand's and the letter, so that a receiver can drop a double, and commits "handing over" before the
 * first byte.
 */
export async function handToServer(
  tools: ErrandTools,
  { to, subject, text, html, attachments }: Mail,
  from: { readonly name: string; readonly address: string },
) {
  const { world, errandId } = tools
  // Errands of a restored database count on from an old number: another letter must not pass for the one sent then.
  const letter = createHash('sha256').update(JSON.stringify([to, subject, text, html, attachments]))
  const host = new URL(world.publicAddress).hostname
  const message = {
    messageId: `<errand-${errandId}.${letter.digest('hex').slice(0, 16)}@${host}>`,
    from,
    to,
    subject,
    text,
    ...(html !== undefined && { html }),
    attachments: attachments.map(({ name, mediaType, sha256 }) => ({
      name,
      mediaType,
      content: () => world.readFile(sha256),
    })),
  }

  return world.mail.send(message as Parameters<typeof world.mail.send>[0], () => tools.handingOver())
}
