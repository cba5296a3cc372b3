import { performance } from 'node:perf_hooks'
import type { Ctx } from '../ctx.js'
import type { Listener } from '../plugin/hooks.js'
import { Refusal } from '../plugin/refusal.js'
import type { Kernel } from './kernel.js'
import type { Owned } from './registry.js'

/** Milliseconds after which a listener that others wait for is reported. */
const SLOW = 100

/** A listener broke: a bug of its plugin, which is named to those who may read logs. */
export class ListenerFault extends Error {
  readonly plugin: string

  constructor(hookId: string, { plugin, part }: Owned<Listener>, cause: unknown) {
    super(`listener ${plugin}:${part.name} at ${hookId} failed`, { cause })
    this.name = 'ListenerFault'
    this.plugin = plugin
  }
}

/** Asks every listener of a check in order; the first Refusal calls the whole thing off. */
export async function askCheck(kernel: Kernel, ctx: Ctx, hookId: string, payload: unknown): Promise<void> {
  for (const one of kernel.registry.listenersOf(hookId)) await timed(ctx, hookId, one, [payload])
}

/** Hands the value through every listener of a shaping. */
export async function askShaping<V>(kernel: Kernel, ctx: Ctx, hookId: string, value: V, payload: unknown): Promise<V> {
  let shaped = value
  // The hook's type binds what its listeners answer, `on` has checked it.
  for (const one of kernel.registry.listenersOf(hookId))
    shaped = (await timed(ctx, hookId, one, [shaped, payload])) as V
  return shaped
}

/** Joins the lists of all listeners of a gathering, in order. */
export async function askGathering<I>(
  kernel: Kernel,
  ctx: Ctx,
  hookId: string,
  payload: unknown,
): Promise<readonly I[]> {
  const gathered: I[] = []
  for (const one of kernel.registry.listenersOf(hookId))
    gathered.push(...((await timed(ctx, hookId, one, [payload])) as readonly I[]))
  return gathered
}

async function timed(ctx: Ctx, hookId: string, one: Owned<Listener>, given: readonly unknown[]): Promise<unknown> {
  const started = performance.now()
  try {
    return await one.part.run(ctx, ...(given as never[]))
  } catch (error) {
    // A rule saying no, and a database that asks for another try, are not the listener's fault.
    if (error instanceof Refusal || isDatabaseError(error)) throw error
    throw new ListenerFault(hookId, one, error)
  } finally {
    const took = performance.now() - started
    if (took > SLOW)
      ctx.log.warn(
        { hook: hookId, listener: `${one.plugin}:${one.part.name}`, milliseconds: Math.round(took) },
        'slow listener',
      )
  }
}

function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && 'errno' in error
}
