import type { Locale } from '../ctx.js'

/** How an instance is set up; `berberis.config.ts` and the `BERBERIS_*` variables are read into it by the server. */
export interface HostConfig {
  /** `sqlite:<file>` or `mysql://user:password@host:port/database`. */
  readonly database: string
  /** Folder of the instance key, of stored files and of snapshots. */
  readonly dataFolder: string
  /** The address people reach this instance under, e.g. `https://berberis.example`. Over plain http cookies are not `Secure`. */
  readonly publicAddress: string
  readonly listen?: { readonly host: string; readonly port: number }
  /** The company's time zone; `Europe/Warsaw` unless said. */
  readonly zone?: string
  /** Language of whoever is not signed in and whose browser asks for neither; `pl` unless said. */
  readonly locale?: Locale
  /** `smtp://…`, `smtps://…` or `folder:<path>`; none: nothing can be mailed. */
  readonly mail?: string
  /**
   * Hosts webhooks may call although they lie within the own network; plain http is taken for these alone. Every other host
   * must be reached over https and at a public address.
   */
  readonly webhookHosts?: readonly string[]
  /**
   * Public keys of the test instances whose proofs are believed (`berberis plugins key`). Whoever names them, even none of them,
   * is guarded: a plugin's code works only after somebody approved exactly this code with such a proof. Not said: not guarded.
   */
  readonly trustedTests?: readonly string[]
  /** Days a proof is good for; 30 unless said. */
  readonly proofDays?: number
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustProxy?: readonly string[]
  /** A practice instance: says so on every page, and its clock may be set by hand. */
  readonly practice?: boolean
  /** `info` unless said; `silent` for tests. */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** False: this process does no later work (outbox, errands, schedules) by itself. */
  readonly works?: boolean
  /**
   * Milliseconds the process may be late, or a connection waited for, before requests are refused with 503; 2 000 and 5 000
   * unless said. Tests share a slow machine.
   */
  readonly latestMs?: number
  /** Rows of a workbook that is written while it is sent; of more it becomes a job. 20 000 unless said. */
  readonly xlsxAtOnce?: number
  /** How templates treat a field nobody gave: true throws, as tests want. */
  readonly strictViews?: boolean
}
