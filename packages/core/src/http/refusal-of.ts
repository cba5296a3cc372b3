import { guardOf } from '../db/guards.js'
import { isTransient } from '../db/writing.js'
import { Refusal, type RefusalDetails } from '../plugin/refusal.js'
import { Malformed } from './validate.js'

/** An error as the outside may know it. `misfits` are faults of the request's shape (400), told by place. */
export interface Told {
  readonly status: number
  readonly code: string
  readonly details: RefusalDetails
  readonly misfits: Malformed['misfits']
  /** True for a bug or an outage of ours: it goes into the log whole, and out of the house not at all. */
  readonly ours: boolean
}

/** What is told of an error: of ours nothing but that it was ours, of the others the code of the table of spec-core §0. */
export function refusalOf(error: unknown): Told {
  if (error instanceof Refusal) return told(error.status, error.code, error.details)
  const malformed = malformedOf(error)
  if (malformed) return { ...told(400, 'core.malformed'), misfits: malformed.misfits }

  const { code, status } = facts(error)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || status === 413)
    return told(413, 'core.too-large', { params: { megabytes: 1 } })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || status === 415) return told(415, 'core.media-type')
  if (status === 429) return told(429, 'core.too-many')
  if (status === 404) return told(404, 'core.not-found')
  if (code === 'FST_UNDER_PRESSURE' || isOutage(error, code))
    return { ...unavailable(), ours: code !== 'FST_UNDER_PRESSURE' }
  if (status !== undefined && status >= 400 && status < 500)
    return { ...told(400, 'core.malformed'), misfits: [{ path: '', code: 'core.unreadable' }] }
  if (guardOf(error)) return { ...told(422, 'core.guarded'), ours: true }
  return { ...told(500, 'core.fault'), ours: true }
}

function told(status: number, code: string, details: RefusalDetails = {}): Told {
  return { status, code, details, misfits: [], ours: false }
}

function unavailable(): Told {
  return told(503, 'core.unavailable', { headers: { 'retry-after': '5' } })
}

/** Fastify wraps what a validator answers, and gives it the part of the request it was about. */
function malformedOf(error: unknown): Malformed | undefined {
  if (error instanceof Malformed) return error
  const inner: unknown = error instanceof Error ? error.cause : undefined
  return inner instanceof Malformed ? inner : undefined
}

function facts(error: unknown): { readonly code: string; readonly status: number | undefined } {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown }
  return { code: typeof code === 'string' ? code : '', status: typeof statusCode === 'number' ? statusCode : undefined }
}

/** The database does not answer, its disk is full, or it asked for another try once too often. */
const OUTAGES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOSPC',
  'PROTOCOL_CONNECTION_LOST',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'ER_DISK_FULL',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
])

function isOutage(error: unknown, code: string): boolean {
  if (error instanceof Error && error.name === 'KnexTimeoutError') return true
  return OUTAGES.has(code) || isTransient(error)
}
