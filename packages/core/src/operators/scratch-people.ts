import type { Actor, Ctx } from '../ctx.js'
import type { Engine } from '../db/connect.js'
import { create } from '../entity/create.js'
import { scratchHost } from '../host/scratch-host.js'
import { definePlugin } from '../plugin/define-plugin.js'
import { permission } from '../plugin/permissions.js'
import { Refusal } from '../plugin/refusal.js'
import { actorById } from './find-actor.js'
import { roleByKey } from './first-roles.js'
import { operator } from './operator.js'
import { setUp } from './set-up.js'

const measure = permission('gauge.read-gauges', { suggest: { seller: 'all', manager: 'all' } })
const calibrate = permission('gauge.calibrate', { scoped: true, suggest: { manager: 'department' } })
const gauge = definePlugin({
  id: 'gauge',
  title: 'gauge.title',
  from: new URL('./fixtures/gauge/', import.meta.url).href,
  permissions: { measure, calibrate },
})
/** What the first run of an instance is told. */
export const firstRun = {
  firm: { firmName: 'Próba' },
  locale: 'pl',
  administrator: { login: 'adam', name: 'Adam Admin', password: 'trzynaście fioletowych parasoli' },
  suggestions: ['gauge.read-gauges:seller'],
} as const

/** An instance that was just set up, with a plugin of two permissions, and people to be hired. For tests only. */
export async function scratchPeople(engine: Engine) {
  const scratch = await scratchHost(engine, { plugins: [gauge] })
  const adam = await scratch.run((ctx) => setUp(ctx, firstRun))
  let made = 0

  const as = async (id: number): Promise<Actor> => {
    const { db, registry } = scratch.host.kernel
    const actor = await actorById(db, registry, id)
    if (!actor) throw new Error(`nobody has the id ${id}`)
    return actor
  }
  const by = async <T>(id: number, work: (ctx: Ctx) => Promise<T>): Promise<T> => {
    const actor = await as(id)
    return scratch.host.runInCtx({ origin: 'page', operator: actor }, work)
  }
  const hire = (key: Parameters<typeof roleByKey>[1], values: Readonly<Record<string, unknown>> = {}) =>
    scratch.run(async (ctx) => {
      made += 1
      const { id: roleId } = await roleByKey(ctx, key)
      const { id } = await create(ctx, operator, { login: `op-${made}`, name: `Operator ${made}`, roleId, ...values })
      return id
    })

  return { ...scratch, adam, as, by, hire }
}

/** What a rule said; a text when it let the work through, or when something else went wrong. */
export function refused(work: Promise<unknown>): Promise<Refusal | string> {
  return work.then(
    () => 'let through',
    (error: unknown) => (error instanceof Refusal ? error : String(error)),
  )
}

export async function refusedCode(work: Promise<unknown>): Promise<string> {
  const error = await refused(work)
  return error instanceof Refusal ? error.code : error
}
