import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from '../entity/create.js'
import { openCase } from '../cases/services/open-case.js'
import { type ScratchHost, scratchHost } from '../host/scratch-host.js'
import { actorById } from '../operators/find-actor.js'
import { deactivateOperator } from '../operators/deactivate-operator.js'
import { Operator, operator } from '../operators/operator.js'
import { roleByKey } from '../operators/first-roles.js'
import { setUp } from '../operators/set-up.js'
import { Refusal } from '../plugin/refusal.js'
import { loadExample, settleExample } from './load-example.js'
import { removeExample } from './remove-example.js'
import { readTables } from './tables.js'

const DAY = '2026-11-05'

describe.each(scratchEngines)('the example firm on %s', (engine) => {
  let scratch: ScratchHost
  let adam: number
  beforeAll(async () => {
    scratch = await scratchHost(engine)
    const administrator = { login: 'adam', name: 'Adam Admin', password: 'trzynaście fioletowych parasoli' }
    adam = await scratch.run((ctx) =>
      setUp(ctx, { firm: { firmName: 'Próba' }, locale: 'pl', administrator, suggestions: 'all' }),
    )
    await scratch.host.drain()
  }, 60_000)
  afterAll(() => scratch?.drop())

  const load = async () => {
    const logins = await scratch.run((ctx) => loadExample(ctx, { day: DAY }))
    await scratch.host.drain()
    await scratch.run(settleExample)
    return logins
  }
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'let through',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    )
  const files = () =>
    readdirSync(join(scratch.host.kernel.config.dataFolder, 'files'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    ).length

  it(
    'goes as it came: every table reads as before, no file stays, no number is taken',
    { timeout: 120_000 },
    async () => {
      const before = await everyTable(scratch)
      const logins = await load()
      expect(logins.map(({ login }) => login).sort()).toEqual([
        'anna',
        'barbara',
        'cezary',
        'dorota',
        'edward',
        'franciszek',
        'grazyna',
      ])
      expect(new Set(logins.map(({ password }) => password)).size).toBe(7)
      expect(files()).toBeGreaterThan(5)
      expect(await everyTable(scratch)).not.toEqual(before)
      expect(await code(scratch.run((ctx) => loadExample(ctx, { day: DAY })))).toBe('core.example-loaded')

      await removeExample(scratch.host)
      expect(await everyTable(scratch)).toEqual(before)
      expect(files()).toBe(0)
      expect(await code(removeExample(scratch.host))).toBe('core.example-missing')
    },
  )

  it(
    'stays, every row of it, while something made by hand stands on it, and says what',
    { timeout: 120_000 },
    async () => {
      await load()
      const contractor: { id: number } = await scratch.host.kernel
        .db('core_contractor')
        .where({ name: 'Hotel Imperial' })
        .first('id')
      const actor = await actorById(scratch.host.kernel.db, scratch.host.registry, adam)
      await scratch.host.runInCtx({ origin: 'page', operator: actor }, (ctx) =>
        openCase(ctx, { name: 'Nowy basen', contractorId: contractor.id, contractorRole: 'client' }),
      )
      const before = await everyTable(scratch)

      const error: unknown = await removeExample(scratch.host).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'core.example-numbers-taken' })
      await scratch.host.kernel.db('core_counter').where({ series: 'core.case' }).decrement('n', 1)
      const inUse: unknown = await removeExample(scratch.host).catch((thrown: unknown) => thrown)
      expect(inUse).toMatchObject({
        code: 'core.example-in-use',
        details: { extra: { records: [{ table: 'core_case', label: 'Nowy basen' }] } },
      })
      await scratch.host.kernel.db('core_counter').where({ series: 'core.case' }).increment('n', 1)
      expect(await everyTable(scratch)).toEqual(before)
    },
  )

  it('keeps Cezary until somebody takes over his six cases', async () => {
    const cezary = await scratch.run(async (ctx) =>
      Operator.query(ctx.db).findOne({ login: 'cezary' }).throwIfNotFound(),
    )
    const error: unknown = await scratch
      .run((ctx) => deactivateOperator(ctx, cezary.id, { version: cezary.version, reason: 'odchodzi' }))
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'core.hand-over-needed', details: { extra: { open: { 'core.case': 6 } } } })
    const row: unknown = await scratch.host.kernel.db('core_operator').where({ id: cezary.id }).first('deactivated_at')
    expect(row).toEqual({ deactivated_at: null })
  })

  it('leaves the guards of the trail where they were', async () => {
    await expect(scratch.host.kernel.db('core_audit').where({ id: 1 }).delete()).rejects.toThrow(/berberis-guard/)
    const id = await scratch.run(async (ctx) =>
      create(ctx, operator, { login: 'ktos', name: 'Ktoś', roleId: (await roleByKey(ctx, 'seller')).id }),
    )
    expect(id.login).toBe('ktos')
  })
})

/** A hash of every row of every table, but for numbers that only ever grow and the record of the example itself. */
async function everyTable({ host: { kernel, registry } }: ScratchHost): Promise<Record<string, string>> {
  const tables = await readTables(
    kernel.db,
    registry.plugins.map(({ id }) => id),
  )
  const hashes: Record<string, string> = {}
  for (const { name } of tables) {
    if (name === 'core_revision' || name === 'core_example') continue
    const rows: unknown[] = await kernel.db(name).select()
    const texts = rows.map((row) => JSON.stringify(row)).sort()
    hashes[name] = `${texts.length} ${createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12)}`
  }
  return hashes
}
