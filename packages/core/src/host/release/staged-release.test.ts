import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corePlugin } from '../../core-plugin.js'
import { scratchEngines } from '../../db/scratch-databases.js'
import { examine } from '../../health/examine.js'
import { createSession } from '../../operators/sessions.js'
import { type Instance, openInstance } from '../life/instance.js'
import { scratchInstance, type ScratchInstance } from '../life/scratch-instance.js'
import { type Proof, sealProof, type Statement } from './proof.js'
import { openProofKey } from './proof-key.js'
import { fileBody, migrated, provedOn, replaceGarden, shippedGarden } from './scratch-release.js'

const byConsole = { operator: null, origin: 'console' } as const

describe.each(scratchEngines)('versions of plugins that have to be approved on %s', (engine) => {
  let test: ScratchInstance
  let production: ScratchInstance
  beforeAll(async () => {
    test = await scratchInstance(engine)
    const { publicKey } = openProofKey(test.folder)
    production = await scratchInstance(engine, false, { trustedTests: [publicKey] })
  }, 240_000)
  afterAll(async () => {
    await test?.drop()
    await production?.drop()
  })

  const ask = async (instance: Instance, method: 'GET' | 'POST' | 'DELETE', at: string, payload?: object) => {
    const headers = production.bearer()
    const url = `/api/plugins/garden${at}`
    const answer = await instance.host.app.inject({ method, url, headers, ...(payload && { payload }) })
    return { status: answer.statusCode, body: (answer.body === '' ? {} : answer.json()) as Record<string, unknown> }
  }
  const bring = async (instance: Instance, file: string) => {
    const sent = { method: 'POST', url: '/api/plugins/garden/proofs', ...fileBody(file, production.bearer()) } as const
    const answer = await instance.host.app.inject(sent)
    return { status: answer.statusCode, body: answer.json<{ id: number; code: string; detail: string }>() }
  }
  const approve = (instance: Instance, id: number, body: object = {}) =>
    ask(instance, 'POST', `/proofs/${id}/approval`, body)
  const tables = ({ kernel }: Instance) => kernel.db.schema.hasTable('garden_plant')
  const beds = ({ kernel }: Instance) => kernel.db.schema.hasColumn('garden_plant', 'bed')
  const ids = ({ host }: Instance) => host.registry.plugins.map(({ id }) => id)
  /** What installing, switching on and removing ask first. */
  const demanded = async ({ life, kernel }: Instance) => {
    for (const plugin of life.listed.filter(({ id }) => id === 'garden')) await life.release.demand(kernel.db, plugin)
  }
  const findings = async ({ kernel }: Instance) =>
    (await examine(kernel)).filter(({ code }) => code === 'plugin-unapproved')
  const pageOf = async (instance: Instance) => {
    const given = { origin: 'console', system: true } as const
    const token = await instance.host.runInCtx(given, (ctx) => createSession(ctx, 1))
    const headers = { cookie: `berberis=${token}`, 'sec-fetch-site': 'same-origin' }
    return (await instance.host.app.inject({ url: '/plugins/garden', headers })).body
  }

  it('inventory 20: a version goes from test to production only after its tests passed there and an operator approved it', async () => {
    const tried = await test.open(shippedGarden(test))
    const first = await provedOn(tried, shippedGarden(test))
    let live = await production.open(shippedGarden(production))
    expect(ids(live)).toEqual(['core'])
    expect(await tables(live)).toBe(false)
    await expect(live.life.install('garden', byConsole)).rejects.toMatchObject({ code: 'core.plugin-unapproved' })
    expect(await tables(live)).toBe(false)

    const brought = await bring(live, first)
    expect(brought.status).toBe(201)
    const shown = await ask(live, 'GET', '')
    expect(shown.body).toMatchObject({
      release: {
        approved: false,
        proofs: [{ version: '1.0.0', state: 'brought', objections: [], by: 'tester', checks: expect.any(Array) }],
      },
    })
    const { checks } = (shown.body as { release: { proofs: { checks: object[] }[] } }).release.proofs[0] ?? {}
    expect(checks).toContainEqual({ kind: 'tests', about: '', outcome: 'passed', count: 1, detail: '' })
    expect(await approve(live, brought.body.id)).toMatchObject({ status: 200 })
    await live.life.install('garden', byConsole)
    expect(ids(live)).toEqual(['core', 'garden'])
    const trail = await live.kernel.db('core_audit').where({ entity: 'core.plugin', action: 'release-approval' })
    expect(trail).toMatchObject([{ label: 'garden', operator_id: 1, changes: expect.stringContaining('1.0.0') }])

    // The next version on the disk of a running server: told by day, refused at night, and nothing of it has run.
    replaceGarden(production)
    expect((await ask(live, 'GET', '')).body).toMatchObject({ version: '1.1.0', running: '1.0.0', state: 'installed' })
    expect(await findings(live)).toEqual([
      { code: 'plugin-unapproved', params: { plugin: 'garden', version: '1.1.0' } },
    ])
    await expect(demanded(live)).rejects.toMatchObject({ code: 'core.plugin-unapproved' })
    const next = shippedGarden(production, true)
    const refused = { plugins: [{ id: 'garden', version: '1.1.0', package: 'garden', approved: '1.0.0' }] }
    await expect(production.open(next)).rejects.toMatchObject(refused)
    await migrated(live, next)
    const { config, clock } = live.kernel
    const looked = await openInstance({ config, clock, plugins: [corePlugin, next], looks: true, leavesOut: true })
    expect(ids(looked)).toEqual(['core'])
    expect(looked.leftOut).toMatchObject(refused.plugins)
    expect(await findings(looked)).toHaveLength(1)
    expect(await beds(looked)).toBe(false)
    await looked.close()

    // Tried on the test instance, approved, revoked, tried again, approved, taken.
    const nextThere = shippedGarden(test, true)
    await migrated(tried, nextThere)
    const triedNext = await test.open(nextThere)
    const second = await provedOn(triedNext, nextThere)
    // The first version again, approved long ago: what is put back works at once.
    shippedGarden(production)
    live = await production.open(shippedGarden(production))
    expect(ids(live)).toEqual(['core', 'garden'])
    replaceGarden(production)
    const { id } = (await bring(live, second)).body
    expect(await approve(live, id)).toMatchObject({ status: 200 })
    expect(await ask(live, 'DELETE', `/proofs/${id}/approval`)).toMatchObject({ status: 200 })
    expect(await approve(live, id)).toMatchObject({ status: 422, body: { code: 'core.proof-revoked' } })
    const again = (await bring(live, await provedOn(triedNext, nextThere))).body.id
    expect(await pageOf(live)).toContain(`/plugins/garden/proofs/${again}/approval`)
    expect(await approve(live, again)).toMatchObject({ status: 200 })
    expect(await findings(live)).toEqual([])
    await expect(demanded(live)).rejects.toMatchObject({ code: 'core.plugin-restart-first' })

    await migrated(live, next)
    live = await production.open(next)
    expect(ids(live)).toEqual(['core', 'garden'])
    expect(await beds(live)).toBe(true)
    expect(await ask(live, 'DELETE', `/proofs/${again}/approval`)).toMatchObject({
      status: 422,
      body: { code: 'core.proof-taken' },
    })
  }, 600_000)

  it('refuses every proof that proves nothing, and says why in both languages', async () => {
    const key = openProofKey(test.folder)
    const live = await production.open(shippedGarden(production, true))
    const [given] = JSON.parse(
      await live.kernel.db('core_plugin_proof').orderBy('id', 'desc').pluck('proof').then(firstOf),
    ) as [Proof]
    const said = JSON.parse(given.statement) as Statement
    const file = (proof: Proof) => JSON.stringify([proof])
    const sealed = (change: Partial<Statement>) => file(sealProof({ ...said, nonce: 'other', ...change }, key))
    const refusal = async (answer: Promise<{ status: number; body: object }>) => {
      const { status, body } = await answer
      return [status, (body as { code?: string }).code]
    }
    const approvalOf = async (change: Partial<Statement>, body = {}) =>
      refusal(approve(live, (await bring(live, sealed(change))).body.id, body))

    expect(await refusal(bring(live, '{'))).toEqual([422, 'core.proof-unreadable'])
    const tampered = { ...given, statement: given.statement.replace('1.1.0', '1.1.1') }
    expect(await refusal(bring(live, file(tampered)))).toEqual([422, 'core.proof-tampered'])
    const stranger = sealProof(said, openProofKey(`${test.folder}/stranger`))
    expect(await refusal(bring(live, file(stranger)))).toEqual([422, 'core.proof-unknown-key'])
    expect(await refusal(bring(live, sealed({ plugin: 'bees' })))).toEqual([422, 'core.proof-other-plugin'])
    expect(await refusal(bring(live, file(given)))).toEqual([422, 'core.proof-twice'])
    expect(await approvalOf({ version: '2.0.0' })).toEqual([422, 'core.proof-other-version'])
    expect(await approvalOf({ checksum: '0'.repeat(64) })).toEqual([422, 'core.proof-other-sum'])
    expect(await approvalOf({ checksum: '1'.repeat(64) }, { ahead: true })).toEqual([422, 'core.proof-other-sum'])
    expect(await approvalOf({ at: '2026-10-01T08:00:00.000Z' })).toEqual([422, 'core.proof-expired'])
    expect(await approvalOf({ at: '2026-11-06T08:00:00.000Z' })).toEqual([422, 'core.proof-from-the-future'])
    const failed = said.checks.map((check) =>
      check.kind === 'tests' ? { ...check, outcome: 'failed' as const } : check,
    )
    expect(await approvalOf({ checks: failed })).toEqual([422, 'core.proof-failed'])
    expect(await approvalOf({ checks: [] })).toEqual([422, 'core.proof-failed'])
    expect(await approvalOf({ version: '1.2.0', checksum: '2'.repeat(64) }, { ahead: true })).toEqual([200, undefined])

    const page = await pageOf(live)
    expect(page).toContain('The proof of 2026-10-01 is too old: a proof is good for 30 days.')
    expect(page).toContain('The trial did not go well: The plugin&#x27;s own tests.')
    const inPolish = live.kernel.translate('pl', 'core.proof-expired', { at: '2026-10-01', count: 30 })
    expect(inPolish).toMatch(/2026-10-01 jest za stary: ważny jest 30 dni/)
  }, 600_000)

  it('trusts nobody who is itself, and is not asked where nothing is guarded', async () => {
    const { publicKey } = openProofKey(production.folder)
    const live = await production.open(shippedGarden(production, true))
    const given = { clock: live.kernel.clock, plugins: [corePlugin] }
    const itself = { ...live.kernel.config, trustedTests: [publicKey] }
    await expect(openInstance({ ...given, config: itself })).rejects.toThrow(/must not trust its own proofs/)
    const { trustedTests: _none, ...open } = live.kernel.config
    const changed = shippedGarden(production, true)
    writeFileSync(join(production.folder, 'garden-next', 'more.js'), '')
    const looked = await openInstance({ ...given, config: open, plugins: [corePlugin, changed], looks: true })
    expect(ids(looked)).toEqual(['core', 'garden'])
    await looked.close()
  }, 600_000)
})

const firstOf = (all: readonly string[]): string => `[${all[0]}]`
