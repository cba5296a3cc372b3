import type { Static, TSchema } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'

/** Where a job stands when one of its steps begins. */
export interface JobStand<Payload, At = unknown> {
  /** Of this run; what the job keeps of its own can bear it. */
  readonly runId: number
  readonly payload: Payload
  /** What the step before answered, read from JSON; null at the first. */
  readonly at: At | null
  /** Pieces that were done before. */
  readonly done: number
}

/** What a step came to, kept in its own transaction. */
export interface JobStepped<At = unknown> {
  /** Whence the next one goes on; JSON of at most 20 000 signs. Null: nowhere, as with `finished`. */
  readonly at: At | null
  /** Pieces done so far, of all steps. */
  readonly done: number
  /** Pieces there are; left out while it is not known. */
  readonly total?: number
  /** The result, JSON of at most 20 000 signs: the job has ended with it. */
  readonly finished?: object
}

/** How a run ended: `failed` by a rule's refusal or after the last try, `cancelled` by a person. */
export type JobEnd = 'done' | 'failed' | 'cancelled'

/** What a person reads of a run that is over, in his language. */
export interface JobTold {
  readonly text: string
  /** Where the result can be seen, and the words of the link to it. */
  readonly href?: string
  readonly label?: string
}

export interface JobDetails<P extends TSchema = TSchema, At = unknown> {
  readonly payload: P
  /** Whence its changes come, in the audit trail; `job` unless said. */
  readonly origin?: 'job' | 'bulk' | 'import'
  /**
   * One step: one transaction, of a few seconds at most and of bounded memory, as the operator who began the run with the
   * rights he has by then. Called again until it answers `finished`. What it throws takes the step back: a `Refusal` ends
   * the run, anything else is tried again later.
   */
  step(ctx: Ctx, stand: JobStand<Static<P>, At>): Promise<JobStepped<At>>
  /** Puts away what the run kept beside its result, in the transaction in which it ends, however it ends. */
  ended?(
    ctx: Ctx,
    about: { readonly runId: number; readonly payload: Static<P>; readonly state: JobEnd },
  ): Promise<void>
  /** Says what a finished run came to; asked whenever somebody looks. */
  tell?(ctx: Ctx, about: { readonly runId: number; readonly result: object }): Promise<JobTold> | JobTold
}

export interface Job<P extends TSchema = TSchema, At = unknown> extends JobDetails<P, At> {
  readonly id: string
}

/**
 * Work of ours that takes longer than a request may, begun with `startJob` and done beside other requests in steps; it
 * survives a restart and goes on after the last step that was committed. Its name is the locale key `job.<id>`.
 */
export function job<P extends TSchema, At = unknown>(id: string, details: JobDetails<P, At>): Job<P, At> {
  return { id, ...details }
}
