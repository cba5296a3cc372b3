import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from '../entity/create.js'
import { save } from '../entity/save.js'
import { may } from '../permissions.js'
import { deactivateOperator } from './deactivate-operator.js'
import { actorById } from './find-actor.js'
import { roleByKey } from './first-roles.js'
import { grantPermission, revokePermission } from './grants.js'
import { openRecords } from './hand-over.js'
import { operator } from './operator.js'
import { dismissPermission, listPermissions, takeSuggestion } from './permissions-list.js'
import { removeRole } from './remove-role.js'
import { role, Role } from './role.js'
import { resetPassword } from './set-password.js'
import { setUp } from './set-up.js'
import { isSetUp } from './setup-state.js'
import { unit } from './unit.js'
import { firstRun, refused, refusedCode, scratchPeople } from './scratch-people.js'

/** What would be kept of a new password, had anybody the right to give it. */
const given = { hash: 'none' }

describe.each(scratchEngines)('people on %s', (engine) => {
  let people: Awaited<ReturnType<typeof scratchPeople>>
  beforeAll(async () => void (people = await scratchPeople(engine)))
  afterAll(() => people.drop())

  it('sets an instance up once: the second is told 409, and the first roles have what the core and the ticks say', async () => {
    expect(await isSetUp(people.host.kernel.db)).toBe(true)
    const names = await Role.query(people.host.kernel.db).orderBy('id')
    expect(names.map(({ name }) => name)).toEqual(['Administrator', 'Kierownik', 'Sekretarka', 'Sprzedawca'])
    const again = await refused(people.run((ctx) => setUp(ctx, firstRun)))
    expect(again).toMatchObject({ code: 'core.already-set-up', status: 409 })

    const seller = await people.as(await people.hire('seller'))
    expect(Object.fromEntries(seller.grants)).toMatchObject({
      'core.read-cases': 'all',
      'core.edit-cases': 'own',
      'core.close-cases': 'own',
      'gauge.read-gauges': 'all',
    })
    expect(seller.grants.has('core.send-mail')).toBe(false)
    const manager = await people.as(await people.hire('manager'))
    expect([manager.grants.get('core.send-mail'), manager.grants.has('gauge.calibrate')]).toEqual(['all', false])
    expect((await people.as(people.adam)).grants.get('gauge.calibrate')).toBe('all')
  })

  it('lets a grant act at the very next look, as wide as the widest of own and inherited', async () => {
    const clerk = await people.run(async (ctx) =>
      create(ctx, role, { name: 'Młodszy sprzedawca', extendsId: (await roleByKey(ctx, 'seller')).id }),
    )
    const id = await people.hire('seller', { roleId: clerk.id })
    expect((await people.as(id)).grants.get('core.edit-cases')).toBe('own')

    await people.by(people.adam, (ctx) =>
      grantPermission(ctx, clerk.id, { permission: 'core.edit-cases', scope: 'department' }),
    )
    expect((await people.as(id)).grants.get('core.edit-cases')).toBe('department')
    await people.by(people.adam, (ctx) => revokePermission(ctx, clerk.id, 'core.edit-cases'))
    expect((await people.as(id)).grants.get('core.edit-cases')).toBe('own')
  })

  it('refuses what would break the roles', async () => {
    const names = await people.run(async (ctx) => ({
      seller: (await roleByKey(ctx, 'seller')).id,
      administrator: (await roleByKey(ctx, 'administrator')).id,
      clerk: (await Role.query(ctx.db).findOne({ name: 'Młodszy sprzedawca' }).throwIfNotFound()).id,
    }))
    const inUse = await refused(people.by(people.adam, (ctx) => removeRole(ctx, names.clerk, { version: 1 })))
    expect(inUse).toMatchObject({
      code: 'core.role-in-use',
      details: { extra: { operators: [{ name: expect.stringContaining('Operator') as string }] } },
    })
    expect(
      await refusedCode(people.by(people.adam, (ctx) => removeRole(ctx, names.administrator, { version: 1 }))),
    ).toBe('core.role-built-in')
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) => save(ctx, role, names.seller, { version: 1, extendsId: names.clerk })),
      ),
    ).toBe('core.role-circle')
    expect(await refusedCode(people.by(people.adam, (ctx) => create(ctx, role, { name: 'SPRZEDAWCA' })))).toBe(
      'core.role-name-taken',
    )
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) =>
          grantPermission(ctx, names.seller, { permission: 'no.such-thing', scope: 'all' }),
        ),
      ),
    ).toBe('core.permission-unknown')
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) =>
          grantPermission(ctx, names.seller, { permission: 'core.send-mail', scope: 'own' }),
        ),
      ),
    ).toBe('core.scope-unknown')
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) => create(ctx, operator, { login: 'op-1', name: 'Drugi', roleId: names.seller })),
      ),
    ).toBe('core.login-taken')
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) => create(ctx, operator, { login: 'bez-roli', name: 'Bez Roli' })),
      ),
    ).toBe('core.required')
  })

  it('lets nobody give more than he has', async () => {
    const { keeper, administrator } = await people.run(async (ctx) => {
      const made = await create(ctx, role, { name: 'Kadrowa' })
      await grantPermission(ctx, made.id, { permission: may.manageOperators.id, scope: 'all' })
      await grantPermission(ctx, made.id, { permission: may.manageRoles.id, scope: 'all' })
      return { keeper: made.id, administrator: (await roleByKey(ctx, 'administrator')).id }
    })
    const id = await people.hire('seller', { roleId: keeper })
    const seller = await people.hire('seller')
    const { sellerRole } = await people.run(async (ctx) => ({ sellerRole: (await roleByKey(ctx, 'seller')).id }))

    expect(
      await refusedCode(people.by(id, (ctx) => save(ctx, operator, id, { version: 1, roleId: administrator }))),
    ).toBe('core.grants-more')
    expect(
      await refusedCode(
        people.by(id, (ctx) => create(ctx, operator, { login: 'szef', name: 'Szef', roleId: administrator })),
      ),
    ).toBe('core.grants-more')
    expect(await refusedCode(people.by(id, (ctx) => resetPassword(ctx, people.adam, given)))).toBe('core.grants-more')
    expect(await refusedCode(people.by(id, (ctx) => resetPassword(ctx, seller, given)))).toBe('core.grants-more')
    expect(
      await refusedCode(
        people.by(id, (ctx) => deactivateOperator(ctx, people.adam, { version: 1, reason: 'odchodzi' })),
      ),
    ).toBe('core.grants-more')
    expect(
      await refusedCode(
        people.by(id, (ctx) => grantPermission(ctx, keeper, { permission: 'core.send-mail', scope: 'all' })),
      ),
    ).toBe('core.grants-more')
    expect(
      await refusedCode(people.by(id, (ctx) => create(ctx, role, { name: 'Bokiem', extendsId: sellerRole }))),
    ).toBe('core.grants-more')
    expect(await refusedCode(people.by(seller, (ctx) => resetPassword(ctx, id, given)))).toBe('core.not-permitted')
  })

  it('keeps an Administrator, and sends nobody home who has open records or asks for himself', async () => {
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) => deactivateOperator(ctx, people.adam, { version: 1, reason: 'odchodzi' })),
      ),
    ).toBe('core.not-yourself')
    const { sellerRole } = await people.run(async (ctx) => ({ sellerRole: (await roleByKey(ctx, 'seller')).id }))
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) => save(ctx, operator, people.adam, { version: 1, roleId: sellerRole })),
      ),
    ).toBe('core.last-administrator')
    // A service has no password: the last one who may everything would be locked out.
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) => save(ctx, operator, people.adam, { version: 1, kind: 'service' })),
      ),
    ).toBe('core.operator-kind-fixed')

    const second = await people.hire('administrator')
    await people.by(people.adam, (ctx) => deactivateOperator(ctx, second, { version: 1, reason: 'odchodzi' }))
    expect(await actorById(people.host.kernel.db, people.host.registry, second)).toBeNull()
    expect(await people.run((ctx) => openRecords(ctx, people.adam))).toEqual({})
  })

  it('counts a unit, and the units below it, as one department', async () => {
    const { above, below, beside } = await people.run(async (ctx) => {
      const above = await create(ctx, unit, { name: 'Handel' })
      const below = await create(ctx, unit, { name: 'Handel zagraniczny', parentId: above.id })
      const beside = await create(ctx, unit, { name: 'Serwis' })
      return { above: above.id, below: below.id, beside: beside.id }
    })
    const head = await people.hire('manager', { unitId: above })
    const seller = await people.hire('seller', { unitId: below })
    await people.hire('seller', { unitId: beside })
    expect([...(await people.as(head)).department].sort((a, b) => a - b)).toEqual([head, seller])
    expect((await people.as(seller)).department).toEqual([seller])
    expect(
      await refusedCode(people.by(people.adam, (ctx) => save(ctx, unit, above, { version: 1, parentId: below }))),
    ).toBe('core.unit-circle')
  })

  it('shows what was installed later as new, with its suggestion one step away', async () => {
    await people.host.kernel.db('core_permission').where('permission', 'like', 'gauge.%').delete()
    const fresh = await people.by(people.adam, (ctx) => listPermissions(ctx, { state: 'new' }))
    expect(fresh.map(({ id }) => id)).toEqual(['gauge.read-gauges', 'gauge.calibrate'])

    await people.by(people.adam, (ctx) => takeSuggestion(ctx, 'gauge.calibrate'))
    const manager = await people.as(await people.hire('manager'))
    expect([manager.grants.get('gauge.calibrate'), manager.grants.has('gauge.read-gauges')]).toEqual([
      'department',
      false,
    ])
    await people.by(people.adam, (ctx) => dismissPermission(ctx, 'gauge.read-gauges'))
    expect(await people.by(people.adam, (ctx) => listPermissions(ctx, { state: 'new' }))).toEqual([])
  })

  it('inventory 8: takes a role Serwisant and others up to the fiftieth, and gives them to people', async () => {
    const { db } = people.host.kernel
    const made = await people.by(people.adam, async (ctx) => {
      const serviceman = await create(ctx, role, { name: 'Serwisant' })
      let last = serviceman
      for (let n = await Role.query(ctx.db).resultSize(); n < 50; n += 1)
        last = await create(ctx, role, { name: `Rola ${n}` })
      return [serviceman.id, last.id]
    })
    expect(await Role.query(db).resultSize()).toBe(50)
    for (const roleId of made) {
      const id = await people.hire('seller', { roleId })
      expect((await people.as(id)).roleId).toBe(roleId)
    }
  })
})
