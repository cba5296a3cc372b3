import type { Static, TSchema } from '@sinclair/typebox'
import type { Ctx, Files } from '../ctx.js'

/**
 * What the world answered. `done` may bear a remark for whoever looks at the errand, at most 1 000 signs. `refused` is certain: nothing happened there; it is tried again after 1, 5, 15, 60 and 240
 * minutes unless `permanent`. `uncertain` may have happened: only a look-up or a person resolves it.
 */
export type ErrandAnswer<Answer = unknown> =
  | { readonly state: 'done'; readonly answer: Answer; readonly remark?: string }
  | { readonly state: 'refused'; readonly reason: string; readonly permanent?: boolean }
  | { readonly state: 'uncertain'; readonly reason: string }

/** What an errand may use on its way: no database, so it can hold nothing up. */
export interface ErrandTools {
  /** The same in every try, so that the receiver can drop a double. */
  readonly errandId: number
  readonly attempt: number
  readonly log: { info(about: object, text: string): void; warn(about: object, text: string): void }
  /** Core's services to the world that this process was configured with. */
  readonly world: World
  /** Aborted when the lease ends or the process is asked to stop. */
  readonly signal: AbortSignal
  /**
   * Commits "handing over" and begins the lease anew: call it right before the first byte that cannot be taken back. Who
   * has to wait for the world may call it before that as well; the second costs nothing while the first is fresh. Throws
   * when another worker has taken the errand over.
   */
  handingOver(): Promise<void>
}

/** Ports to the outside that core owns; each can be replaced in tests. */
export interface World {
  readonly mail: MailPort
  readonly webhooks: WebhookPort
  /** Absolute address people reach this instance under, without a slash at its end. */
  readonly publicAddress: string
  /** Reads a stored file's bytes by the sha256 of its content. */
  readFile(sha256: string): Promise<Uint8Array>
  /** Files of this instance, for work on one that is too long for a transaction. */
  readonly files: Pick<Files, 'put' | 'place'>
}

export interface MailMessage {
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: readonly { readonly name?: string; readonly address: string }[]
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly attachments: readonly MailAttachment[]
}

export interface MailAttachment {
  readonly name: string
  readonly mediaType: string
  /** The bytes, or how to read them when the message's turn has come, so that those that wait hold no memory. */
  readonly content: Uint8Array | (() => Promise<Uint8Array>)
}

export interface MailPort {
  /** Null when no mail server was configured; then nothing may be queued (`core.mail-not-configured`). */
  readonly describes: string | null
  /** `handingOver` is called once or twice, as an errand's tools have it, and always right before the first byte. */
  send(message: MailMessage, handingOver: () => Promise<void>): Promise<ErrandAnswer<{ readonly response: string }>>
}

/** One call of somebody else's program. */
export interface WebhookCall {
  readonly address: string
  /** The same in every try, so that the receiver can drop a double. */
  readonly messageId: string
  /** JSON. */
  readonly body: string
  /** Sealed by the instance key; a signature for each. */
  readonly secrets: readonly string[]
}

export interface WebhookPort {
  /** Signs and posts within ten seconds. A second call does no harm, so no answer is uncertain. */
  call(call: WebhookCall, signal: AbortSignal): Promise<ErrandAnswer<{ readonly status: number }>>
}

export interface Errand<P extends TSchema = TSchema, Answer = unknown> {
  readonly id: string
  readonly payload: P
  /** Talks to the world after commit. A thrown error before `handingOver` counts as refused, after it as uncertain. */
  go(tools: ErrandTools, payload: Static<P>): Promise<ErrandAnswer<Answer>>
  /**
   * Writes the answer down, in a transaction that other outcomes may share: when one of them fails, each is told again in
   * its own. Also called when a person resolved an uncertain one.
   */
  told(ctx: Ctx, payload: Static<P>, outcome: ErrandOutcome<Answer>): Promise<void>
}

export type ErrandOutcome<Answer = unknown> =
  | { readonly state: 'done'; readonly answer: Answer | null; readonly errandId: number }
  | { readonly state: 'failed'; readonly reason: string; readonly errandId: number }
  | { readonly state: 'uncertain'; readonly reason: string; readonly errandId: number }

/** Work with the outside world, queued with `ctx.send` and done after commit. */
export function errand<P extends TSchema, Answer>(
  id: string,
  payload: P,
  { go, told }: Pick<Errand<P, Answer>, 'go' | 'told'>,
): Errand<P, Answer> {
  return { id, payload, go, told }
}
