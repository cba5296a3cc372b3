import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from '../entity/create.js'
import { compareRoles } from './compare-roles.js'
import { roleByKey } from './first-roles.js'
import { grantPermission } from './grants.js'
import { permissionHolders } from './permission-holders.js'
import { role } from './role.js'
import { roleMatrix } from './role-matrix.js'
import { refusedCode, scratchPeople } from './scratch-people.js'
import { createSession } from './sessions.js'

describe.each(scratchEngines)('roles side by side on %s', (engine) => {
  let people: Awaited<ReturnType<typeof scratchPeople>>
  let [seller, clerk] = [0, 0]
  beforeAll(async () => {
    people = await scratchPeople(engine)
    seller = (await people.run((ctx) => roleByKey(ctx, 'seller'))).id
    clerk = await people.run(async (ctx) => {
      const { id } = await create(ctx, role, { name: 'Młodszy sprzedawca', extendsId: seller })
      await grantPermission(ctx, id, { permission: 'core.edit-cases', scope: 'department' })
      return id
    })
    await people.hire('seller')
    await people.hire('seller', { roleId: clerk, name: 'Zofia Zych' })
  })
  afterAll(() => people.drop())

  it('show what is inherited as such, and where they differ', async () => {
    const all = await people.by(people.adam, (ctx) => compareRoles(ctx, { roles: [seller, clerk] }))
    const row = (id: string) => all.items.find(({ permission }) => permission === id)
    expect(all.roles.map(({ id }) => id)).toEqual([seller, clerk])
    expect(row('core.read-cases')).toMatchObject({
      holders: 3,
      grants: [
        { roleId: seller, scope: 'all', inherited: false },
        { roleId: clerk, scope: 'all', inherited: true },
      ],
    })
    const differing = await people.by(people.adam, (ctx) =>
      compareRoles(ctx, { roles: [seller, clerk], differing: true }),
    )
    expect(differing.items.map(({ permission }) => permission)).toEqual(['core.edit-cases'])
    const found = await people.by(people.adam, (ctx) => compareRoles(ctx, { q: 'GAUGE.cal' }))
    expect(found.items.map(({ permission }) => permission)).toEqual(['gauge.calibrate'])
    const { groups } = await people.by(people.adam, (ctx) => roleMatrix(ctx, clerk))
    const beyond = groups.flatMap(({ rows }) => rows).filter((each) => each.beyond)
    expect(beyond.map(({ id }) => id)).toEqual(['core.edit-cases'])
  })

  it('say who has a permission, by which role and how far', async () => {
    const { items, more } = await people.by(people.adam, (ctx) => permissionHolders(ctx, 'core.edit-cases'))
    expect(items.map(({ name, scope, role }) => [name, scope, role.label])).toEqual([
      ['Adam Admin', 'all', 'Administrator'],
      ['Operator 1', 'own', 'Sprzedawca'],
      ['Zofia Zych', 'department', 'Młodszy sprzedawca'],
    ])
    expect(more).toBe(false)
    expect(await refusedCode(people.by(people.adam, (ctx) => permissionHolders(ctx, 'no.such')))).toBe('core.not-found')
  })

  it('stand on pages for who manages roles, in few statements, with new permissions one click away', async () => {
    const { app, kernel } = people.host
    const cookie = `berberis=${await people.run((ctx) => createSession(ctx, people.adam))}`
    // As if it had been installed since.
    await kernel.db('core_permission').where({ permission: 'gauge.calibrate' }).delete()
    let statements = 0
    kernel.db.on('query', () => (statements += 1))
    const page = await app.inject({
      url: `/role-matrix?role=${seller}&role=${clerk}&only=differences`,
      headers: { cookie },
    })
    expect(page.statusCode).toBe(200)
    expect(statements).toBeLessThanOrEqual(12)
    for (const said of [
      'Młodszy sprzedawca',
      'core.edit-cases',
      '/permissions?state=new',
      '/permissions/core.edit-cases/holders',
    ])
      expect(page.body).toContain(said)
    expect(page.body).not.toContain('core.read-cases')
    const who = await app.inject({ url: '/permissions/core.edit-cases/holders', headers: { cookie } })
    expect([who.statusCode, who.body.includes('Zofia Zych')]).toEqual([200, true])
    const other = await people.hire('seller')
    const stranger = `berberis=${await people.run((ctx) => createSession(ctx, other))}`
    expect((await app.inject({ url: '/role-matrix', headers: { cookie: stranger } })).statusCode).toBe(403)
  })
})
