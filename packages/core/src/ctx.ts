import type { Static, TObject, TSchema } from '@sinclair/typebox'
import type { Knex } from 'knex'
import type { Plugin } from './plugin/define-plugin.js'
import type { Entity } from './plugin/entity.js'
import type { Errand, World } from './plugin/errands.js'
import type { Announcement, Check, Gathering, Shaping } from './plugin/hooks.js'
import type { Job } from './plugin/jobs.js'
import type { Permission, Scope } from './plugin/permissions.js'
import type { MessageParams } from './plugin/refusal.js'

export type Locale = 'pl' | 'en'

/** Whence a change came; stands in the audit trail. */
export type Origin =
  | 'page'
  | 'api'
  | 'schedule'
  | 'listener'
  | 'errand'
  | 'job'
  | 'bulk'
  | 'import'
  | 'console'
  | 'example'
  | 'reversal'
  | 'web-form'

/** Who works here, as the edge found him. Rights are those of this very moment. */
export interface Actor {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly locale: Locale
  readonly unitId: number | null
  readonly roleId: number
  readonly roleName: string
  readonly administrator: boolean
  /** Permission id → widest scope. The administrator's holds every permission that is installed. */
  readonly grants: ReadonlyMap<string, Scope>
  /** Ids of the operators of his unit and of those below it, himself included. */
  readonly department: readonly number[]
  readonly preferences: Readonly<Record<string, string>>
  /** Ids of the entities of which some record was shared with him; policies look for shares of no others. */
  readonly shares: ReadonlySet<string>
  /** Who really sits there while this operator is away and is acted for; null when he is here himself. */
  readonly sitting: Sitting | null
}

/** A substitute: his name stands beside what he does in the absent one's rights. */
export interface Sitting {
  readonly id: number
  readonly name: string
}

/** Everything that is installed, frozen at start. */
export interface Registry {
  readonly plugins: readonly Plugin[]
  plugin(id: string): Plugin | undefined
  entity(id: string): Entity | undefined
  permission(id: string): Permission | undefined
  readonly permissions: readonly Permission[]
  /** Long work by its id. */
  readonly jobs: ReadonlyMap<string, Job>
}

/**
 * What every service is handed, first. Nothing is ambient: database, person, time, language and hooks come from here.
 * `db` is the open transaction of the edge, or a plain connection while something is only read; every query says `ctx.db`.
 */
export interface Ctx {
  readonly db: Knex
  /** Null in a schedule, a listener, the console, or before sign-in. */
  readonly operator: Actor | null
  /** True for work nobody asked for by hand (schedule, listener, console): it sees and may everything. */
  readonly system: boolean
  readonly locale: Locale
  readonly origin: Origin
  readonly requestId: string
  /** True when the version was given as `If-Match`: nothing is merged, another version is refused (412). */
  readonly exactVersion: boolean
  /** The change set that is open: every entry of the trail is written into it (`inChangeSet`). Null: none is. */
  readonly changeSet: number | null
  readonly registry: Registry
  readonly world: Pick<World, 'publicAddress' | 'readFile'> & { readonly mail: Pick<World['mail'], 'describes'> }
  /** Where files are kept; content-addressed. */
  readonly files: Files
  /** Folder of this instance in which an integrator's templates stand; a file there replaces a plugin's own of that name. */
  readonly templateFolder: string
  /** What the instance key does: signs cursors, keeps secrets. */
  readonly vault: Vault
  readonly log: {
    info(about: object, text: string): void
    warn(about: object, text: string): void
    error(about: object, text: string): void
  }
  /** This instant, UTC, `2026-11-05T08:00:00.000Z`. */
  now(): string
  /** Today in the company's zone, `2026-11-05`. */
  today(): string
  /** The company's time zone, `Europe/Warsaw`. */
  readonly zone: string
  /**
   * A text in the operator's language, or in `locale`: what is kept for everybody is said in the firm's. `count` chooses
   * the plural. Throws on an unknown key in tests, logs it otherwise.
   */
  t(key: string, params?: MessageParams, locale?: Locale): string
  can(permission: Permission): boolean
  /** Throws 403 `core.not-permitted` naming the permission. */
  must(permission: Permission): void
  /** The plugin's settings, defaults filled in; read once per request. */
  settings<S extends TObject>(pluginId: string, schema: S): Promise<Static<S>>
  check<P>(hook: Check<P>, payload: P): Promise<void>
  shape<V, P>(hook: Shaping<V, P>, value: V, payload: P): Promise<V>
  gather<I, P>(hook: Gathering<I, P>, payload: P): Promise<readonly I[]>
  /** Kept in the outbox of this transaction; delivered after commit to each listener on its own. */
  announce<S extends TSchema>(hook: Announcement<S>, payload: Static<S>): Promise<void>
  /**
   * Everyone who listens learns within two seconds after commit, in every process, that what a topic stands for has
   * changed: `core.worklist:7`, `<entity id>:<record>`, `<entity id>` for any record. Topics say that, never what.
   */
  touch(topic: string): Promise<void>
  /**
   * Queues an errand in this transaction. `dedupe` names the business event (`sales:12:a@b.example:1`); a second one with
   * the same name is not queued, and the first one's id is returned.
   */
  send<P extends TSchema>(
    errand: Errand<P, never> | Errand<P>,
    payload: Static<P>,
    about: { readonly dedupe: string },
  ): Promise<number>
}

/** Bytes by their sha256. Written and synced before the row that names them. */
export interface Files {
  /** Streams into place while hashing. Throws `core.too-large` past `maxBytes`, `core.file-empty` for nothing. */
  put(
    source: AsyncIterable<Uint8Array>,
    limits: { readonly maxBytes: number },
  ): Promise<{ readonly sha256: string; readonly size: number }>
  read(sha256: string): Promise<Uint8Array>
  stream(sha256: string): NodeJS.ReadableStream
  /** Where the bytes lie on this machine, for what jumps about in them. They are never changed there. */
  place(sha256: string): string
  /** What was put last before an instant (UTC), by sha256. Throws away what uploads left behind that broke off before it. */
  stored(before: string): Promise<readonly string[]>
  /** Forgets the bytes; only the sweep of files that nobody needs any more asks for it. Nothing happens when they are gone. */
  remove(sha256: string): Promise<void>
}

/** Work with the instance key, which stays in the data folder and never in the database. */
export interface Vault {
  /** A signature of a text, 43 signs of base64url; the same text and `purpose` give the same one. */
  sign(purpose: string, text: string): string
  /** Encrypts a secret (AES-256-GCM); `key id.nonce.data` in base64url. */
  seal(text: string): string
  /** What was sealed. Throws SealedElsewhere when it was sealed with another key or changed since. */
  open(sealed: string): string
}
