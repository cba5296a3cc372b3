import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Ctx } from '../ctx.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from '../entity/create.js'
import { save } from '../entity/save.js'
import { type ScratchHost, scratchHost } from '../host/scratch-host.js'
import { may } from '../permissions.js'
import { definePlugin } from '../plugin/define-plugin.js'
import { permission } from '../plugin/permissions.js'
import { Refusal } from '../plugin/refusal.js'
import { deactivateOperator, openRecords } from './deactivate-operator.js'
import { actorById, findToken } from './find-actor.js'
import { roleByKey } from './first-roles.js'
import { grantPermission, revokePermission } from './grants.js'
import { operator } from './operator.js'
import { dismissPermission, listPermissions, takeSuggestion } from './permissions-list.js'
import { removeRole } from './remove-role.js'
import { role, Role } from './role.js'
import { newPassword, resetPassword } from './set-password.js'
import { setUp } from './set-up.js'
import { isSetUp } from './setup-state.js'
import { createToken, revokeToken } from './tokens.js'
import { unit } from './unit.js'

const measure = permission('gauge.read-gauges', { suggest: { seller: 'all', manager: 'all' } })
const calibrate = permission('gauge.calibrate', { scoped: true, suggest: { manager: 'department' } })
const gauge = definePlugin({
  id: 'gauge',
  title: 'gauge.title',
  from: new URL('./fixtures/gauge/', import.meta.url).href,
  permissions: { measure, calibrate },
})
const firstRun = {
  firm: { firmName: 'Próba' },
  locale: 'pl',
  administrator: { login: 'adam', name: 'Adam Admin', password: 'trzynaście fioletowych parasoli' },
  suggestions: ['gauge.read-gauges:seller'],
} as const

/** What would be kept of a new password, had anybody the right to give it. */
const given = { hash: 'none' }

describe.each(scratchEngines)('people on %s', (engine) => {
  let scratch: ScratchHost
  let adam: number
  beforeAll(async () => {
    scratch = await scratchHost(engine, { plugins: [gauge] })
    adam = await scratch.run((ctx) => setUp(ctx, firstRun))
  })
  afterAll(() => scratch.drop())

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
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => 'let through',
      (error: unknown) => (error instanceof Refusal ? error : String(error)),
    )
  const code = async (work: Promise<unknown>) => {
    const error = await refused(work)
    return error instanceof Refusal ? error.code : error
  }
  let made = 0
  const hire = (key: Parameters<typeof roleByKey>[1], values: Readonly<Record<string, unknown>> = {}) =>
    scratch.run(async (ctx) => {
      made += 1
      const { id: roleId } = await roleByKey(ctx, key)
      const { id } = await create(ctx, operator, { login: `op-${made}`, name: `Operator ${made}`, roleId, ...values })
      return id
    })

  it('sets an instance up once: the second is told 409, and the first roles have what the core and the ticks say', async () => {
    expect(await isSetUp(scratch.host.kernel.db)).toBe(true)
    const again = await refused(scratch.run((ctx) => setUp(ctx, firstRun)))
    expect(again).toMatchObject({ code: 'core.already-set-up', status: 409 })

    const seller = await as(await hire('seller'))
    expect(Object.fromEntries(seller.grants)).toMatchObject({
      'core.read-cases': 'all',
      'core.edit-cases': 'own',
      'core.close-cases': 'own',
      'gauge.read-gauges': 'all',
    })
    expect(seller.grants.has('core.send-mail')).toBe(false)
    const manager = await as(await hire('manager'))
    expect([manager.grants.get('core.send-mail'), manager.grants.has('gauge.calibrate')]).toEqual(['all', false])
    expect((await as(adam)).grants.get('gauge.calibrate')).toBe('all')
  })

  it('lets a grant act at the very next look, as wide as the widest of own and inherited', async () => {
    const clerk = await scratch.run(async (ctx) =>
      create(ctx, role, { name: 'Młodszy sprzedawca', extendsId: (await roleByKey(ctx, 'seller')).id }),
    )
    const id = await hire('seller', { roleId: clerk.id })
    expect((await as(id)).grants.get('core.edit-cases')).toBe('own')

    await by(adam, (ctx) => grantPermission(ctx, clerk.id, { permission: 'core.edit-cases', scope: 'department' }))
    expect((await as(id)).grants.get('core.edit-cases')).toBe('department')
    await by(adam, (ctx) => revokePermission(ctx, clerk.id, 'core.edit-cases'))
    expect((await as(id)).grants.get('core.edit-cases')).toBe('own')
  })

  it('refuses what would break the roles', async () => {
    const names = await scratch.run(async (ctx) => ({
      seller: (await roleByKey(ctx, 'seller')).id,
      administrator: (await roleByKey(ctx, 'administrator')).id,
      clerk: (await Role.query(ctx.db).findOne({ name: 'Młodszy sprzedawca' }).throwIfNotFound()).id,
    }))
    const inUse = await refused(by(adam, (ctx) => removeRole(ctx, names.clerk, { version: 1 })))
    expect(inUse).toMatchObject({
      code: 'core.role-in-use',
      details: { extra: { operators: [{ name: expect.stringContaining('Operator') as string }] } },
    })
    expect(await code(by(adam, (ctx) => removeRole(ctx, names.administrator, { version: 1 })))).toBe(
      'core.role-built-in',
    )
    expect(await code(by(adam, (ctx) => save(ctx, role, names.seller, { version: 1, extendsId: names.clerk })))).toBe(
      'core.role-circle',
    )
    expect(await code(by(adam, (ctx) => create(ctx, role, { name: 'SPRZEDAWCA' })))).toBe('core.role-name-taken')
    expect(
      await code(by(adam, (ctx) => grantPermission(ctx, names.seller, { permission: 'no.such-thing', scope: 'all' }))),
    ).toBe('core.permission-unknown')
    expect(
      await code(by(adam, (ctx) => grantPermission(ctx, names.seller, { permission: 'core.send-mail', scope: 'own' }))),
    ).toBe('core.scope-unknown')
    expect(
      await code(by(adam, (ctx) => create(ctx, operator, { login: 'op-1', name: 'Drugi', roleId: names.seller }))),
    ).toBe('core.login-taken')
    expect(await code(by(adam, (ctx) => create(ctx, operator, { login: 'bez-roli', name: 'Bez Roli' })))).toBe(
      'core.required',
    )
  })

  it('lets nobody give more than he has', async () => {
    const { keeper, administrator } = await scratch.run(async (ctx) => {
      const made = await create(ctx, role, { name: 'Kadrowa' })
      await grantPermission(ctx, made.id, { permission: may.manageOperators.id, scope: 'all' })
      await grantPermission(ctx, made.id, { permission: may.manageRoles.id, scope: 'all' })
      return { keeper: made.id, administrator: (await roleByKey(ctx, 'administrator')).id }
    })
    const id = await hire('seller', { roleId: keeper })
    const seller = await hire('seller')
    const { sellerRole } = await scratch.run(async (ctx) => ({ sellerRole: (await roleByKey(ctx, 'seller')).id }))

    expect(await code(by(id, (ctx) => save(ctx, operator, id, { version: 1, roleId: administrator })))).toBe(
      'core.grants-more',
    )
    expect(
      await code(by(id, (ctx) => create(ctx, operator, { login: 'szef', name: 'Szef', roleId: administrator }))),
    ).toBe('core.grants-more')
    expect(await code(by(id, (ctx) => resetPassword(ctx, adam, given)))).toBe('core.grants-more')
    expect(await code(by(id, (ctx) => resetPassword(ctx, seller, given)))).toBe('core.grants-more')
    expect(await code(by(id, (ctx) => deactivateOperator(ctx, adam, { version: 1 })))).toBe('core.grants-more')
    expect(
      await code(by(id, (ctx) => grantPermission(ctx, keeper, { permission: 'core.send-mail', scope: 'all' }))),
    ).toBe('core.grants-more')
    expect(await code(by(id, (ctx) => create(ctx, role, { name: 'Bokiem', extendsId: sellerRole })))).toBe(
      'core.grants-more',
    )
    expect(await code(by(seller, (ctx) => resetPassword(ctx, id, given)))).toBe('core.not-permitted')
  })

  it('keeps an Administrator, and sends nobody home who has open records or asks for himself', async () => {
    expect(await code(by(adam, (ctx) => deactivateOperator(ctx, adam, { version: 1 })))).toBe('core.not-yourself')
    const { sellerRole } = await scratch.run(async (ctx) => ({ sellerRole: (await roleByKey(ctx, 'seller')).id }))
    expect(await code(by(adam, (ctx) => save(ctx, operator, adam, { version: 1, roleId: sellerRole })))).toBe(
      'core.last-administrator',
    )
    // A service has no password: the last one who may everything would be locked out.
    expect(await code(by(adam, (ctx) => save(ctx, operator, adam, { version: 1, kind: 'service' })))).toBe(
      'core.operator-kind-fixed',
    )

    const second = await hire('administrator')
    await by(adam, (ctx) => deactivateOperator(ctx, second, { version: 1 }))
    expect(await actorById(scratch.host.kernel.db, scratch.host.registry, second)).toBeNull()
    expect(await scratch.run((ctx) => openRecords(ctx, adam))).toEqual({})
  })

  it('makes tokens that are cut to their list, may be for reading only, and die with their day, their owner and their end', async () => {
    const id = await hire('seller')
    const { db, registry } = scratch.host.kernel
    const bearing = { now: '2026-11-05T09:00:00.000Z', today: '2026-11-05', writing: false }
    const cut = await by(id, (ctx) =>
      createToken(ctx, id, { name: 'licznik', permissions: ['gauge.read-gauges'], expiresOn: '2026-11-30' }),
    )
    expect(cut.token).toMatch(/^bbs_[\w-]{43}$/)
    expect([...((await findToken(db, registry, cut.token, bearing))?.actor.grants.keys() ?? [])]).toEqual([
      'gauge.read-gauges',
    ])
    expect(await findToken(db, registry, cut.token, { ...bearing, today: '2026-12-01' })).toBeNull()
    expect(await findToken(db, registry, `${cut.token.slice(0, -1)}_`, bearing)).toBeNull()

    const reading = await by(id, (ctx) => createToken(ctx, id, { name: 'odczyt', readOnly: true }))
    expect((await findToken(db, registry, reading.token, bearing))?.actor.id).toBe(id)
    expect(await refused(findToken(db, registry, reading.token, { ...bearing, writing: true }))).toMatchObject({
      code: 'core.token-read-only',
      status: 403,
    })

    await by(id, (ctx) => revokeToken(ctx, id, reading.id))
    expect(await findToken(db, registry, reading.token, bearing)).toBeNull()
    await by(adam, (ctx) => deactivateOperator(ctx, id, { version: 1 }))
    expect(await findToken(db, registry, cut.token, bearing)).toBeNull()
    expect(await code(by(adam, (ctx) => createToken(ctx, adam, { name: 'x', expiresOn: '2027-11-07' })))).toBe(
      'core.bad-expiry',
    )
  })

  it('counts a unit, and the units below it, as one department', async () => {
    const { above, below, beside } = await scratch.run(async (ctx) => {
      const above = await create(ctx, unit, { name: 'Handel' })
      const below = await create(ctx, unit, { name: 'Handel zagraniczny', parentId: above.id })
      const beside = await create(ctx, unit, { name: 'Serwis' })
      return { above: above.id, below: below.id, beside: beside.id }
    })
    const head = await hire('manager', { unitId: above })
    const seller = await hire('seller', { unitId: below })
    await hire('seller', { unitId: beside })
    expect([...(await as(head)).department].sort((a, b) => a - b)).toEqual([head, seller])
    expect((await as(seller)).department).toEqual([seller])
    expect(await code(by(adam, (ctx) => save(ctx, unit, above, { version: 1, parentId: below })))).toBe(
      'core.unit-circle',
    )
  })

  it('shows what was installed later as new, with its suggestion one step away', async () => {
    await scratch.host.kernel.db('core_permission').where('permission', 'like', 'gauge.%').delete()
    const fresh = await by(adam, (ctx) => listPermissions(ctx, { state: 'new' }))
    expect(fresh.map(({ id }) => id)).toEqual(['gauge.read-gauges', 'gauge.calibrate'])

    await by(adam, (ctx) => takeSuggestion(ctx, 'gauge.calibrate'))
    const manager = await as(await hire('manager'))
    expect([manager.grants.get('gauge.calibrate'), manager.grants.has('gauge.read-gauges')]).toEqual([
      'department',
      false,
    ])
    await by(adam, (ctx) => dismissPermission(ctx, 'gauge.read-gauges'))
    expect(await by(adam, (ctx) => listPermissions(ctx, { state: 'new' }))).toEqual([])
  })

  it('never writes a password or a token into the trail', async () => {
    const id = await hire('manager')
    const { password, hash } = await newPassword()
    await by(adam, (ctx) => resetPassword(ctx, id, { hash }))
    const { token } = await by(id, (ctx) => createToken(ctx, id, { name: 'tajny' }))
    const rows: { changes: string; label: string }[] = await scratch.host.kernel
      .db('core_audit')
      .select('changes', 'label')
    const text = rows.map((row) => row.changes + row.label).join('\n')
    expect(rows.length).toBeGreaterThan(10)
    expect([text.includes(password), text.includes(token), text.includes('argon2')]).toEqual([false, false, false])
  })
})
