import type { Static, TSchema } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'

/** May this be? Handlers run inside the transaction and throw a `Refusal` to call the whole thing off. */
export interface Check<Payload> {
  readonly kind: 'check'
  readonly id: string
  readonly formerly: readonly string[]
  readonly payload?: Payload
}

/** What should it be? Handlers run inside the transaction; each gets the value the one before gave. */
export interface Shaping<Value, Payload> {
  readonly kind: 'shaping'
  readonly id: string
  readonly formerly: readonly string[]
  readonly value?: Value
  readonly payload?: Payload
}

/** What have you got? Handlers answer with lists while something is read; the lists are joined in plugin order. */
export interface Gathering<Item, Payload> {
  readonly kind: 'gathering'
  readonly id: string
  readonly formerly: readonly string[]
  readonly item?: Item
  readonly payload?: Payload
}

/** It happened. Kept in the outbox and delivered after commit to each listener on its own, again until done. */
export interface Announcement<S extends TSchema = TSchema> {
  readonly kind: 'announcement'
  readonly id: string
  readonly formerly: readonly string[]
  readonly schema: S
  /** Work a plugin leaves for itself: no program of others is told of it. */
  readonly internal?: boolean
  /** Locale key of what happened, for people who choose what others are told (webhooks); its id unless told. */
  readonly label?: string
}

export type Hook = Check<never> | Shaping<never, never> | Gathering<never, never> | Announcement
interface Renamed {
  /** Ids it had before; listeners and outbox rows under them still find it. */
  readonly formerly?: readonly string[]
}

export const check = <Payload>(id: string, { formerly = [] }: Renamed = {}): Check<Payload> => ({
  kind: 'check',
  id,
  formerly,
})

export const shaping = <Value, Payload>(id: string, { formerly = [] }: Renamed = {}): Shaping<Value, Payload> => ({
  kind: 'shaping',
  id,
  formerly,
})

export const gathering = <Item, Payload>(id: string, { formerly = [] }: Renamed = {}): Gathering<Item, Payload> => ({
  kind: 'gathering',
  id,
  formerly,
})

/** Payloads carry ids, since they are stored and read later; listeners look again. */
export const announcement = <S extends TSchema>(
  id: string,
  schema: S,
  { formerly = [], internal = false, label }: Renamed & Pick<Announcement, 'internal' | 'label'> = {},
): Announcement<S> => ({
  kind: 'announcement',
  id,
  formerly,
  schema,
  ...(internal && { internal }),
  ...(label !== undefined && { label }),
})

/** A named function of a plugin at a hook. The name shows in the log, in the outbox and in the timings. */
export interface Listener {
  readonly hookId: string
  readonly hookKind: Hook['kind']
  readonly name: string
  /** The fields a shaping listener changes; two plugins writing one field are reported. */
  readonly writes: readonly string[]
  readonly run: (ctx: Ctx, ...given: never[]) => unknown
  /** What takes long and writes nothing, done before the transaction of an announcement's listener; `run` gets it last. */
  readonly ready?: (ctx: Ctx, ...given: never[]) => Promise<unknown>
}

interface Writes {
  readonly writes?: readonly string[]
}

export function on<P>(hook: Check<P>, name: string, run: (ctx: Ctx, payload: P) => Promise<void>): Listener
export function on<V, P>(
  hook: Shaping<V, P>,
  name: string,
  run: (ctx: Ctx, value: V, payload: P) => Promise<V>,
  o?: Writes,
): Listener
export function on<I, P>(
  hook: Gathering<I, P>,
  name: string,
  run: (ctx: Ctx, payload: P) => Promise<readonly I[]>,
): Listener
export function on<S extends TSchema>(
  hook: Announcement<S>,
  name: string,
  run: (ctx: Ctx, payload: Static<S>) => Promise<void>,
): Listener
/** `ready` reads, renders and puts files, on a connection that is free meanwhile; what it answers is handed to `run`. */
export function on<S extends TSchema, R>(
  hook: Announcement<S>,
  name: string,
  run: (ctx: Ctx, payload: Static<S>, made: R) => Promise<void>,
  o: { readonly ready: (ctx: Ctx, payload: Static<S>) => Promise<R> },
): Listener
export function on(
  hook: { readonly id: string; readonly kind: Hook['kind'] },
  name: string,
  run: (ctx: Ctx, ...given: never[]) => unknown,
  { writes = [], ready }: Writes & Pick<Listener, 'ready'> = {},
): Listener {
  return { hookId: hook.id, hookKind: hook.kind, name, writes, run, ...(ready && { ready }) }
}
