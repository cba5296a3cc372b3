import type { Claimed } from '../later/claim.js'
import type { RefusalDetails } from '../plugin/refusal.js'

/** The table of long work. */
export const JOBS = 'core_job_run'

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** Why a run ended early: the refusal, told in the language of whoever reads it. */
export type JobReason = { readonly code: string } & Pick<RefusalDetails, 'params' | 'fields'>

/** A row of the table as it is kept. */
export interface JobRow extends Claimed {
  readonly job: string
  readonly label: string
  readonly payload: string
  readonly at: string | null
  readonly done: number
  readonly total: number | null
  readonly result: string | null
  readonly reason: string | null
  readonly state: JobState
  readonly due_at: string
  readonly operator_id: number
  readonly sitting_id: number | null
  readonly change_set_id: number | null
  readonly created_at: string
  readonly started_at: string | null
  readonly ended_at: string | null
  readonly cancel_asked_at: string | null
}
