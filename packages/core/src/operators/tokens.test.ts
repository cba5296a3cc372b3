import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { deactivateOperator } from './deactivate-operator.js'
import { findToken } from './find-actor.js'
import { newPassword, resetPassword } from './set-password.js'
import { createToken, revokeToken } from './tokens.js'
import { refused, refusedCode, scratchPeople } from './scratch-people.js'

describe.each(scratchEngines)('tokens on %s', (engine) => {
  let people: Awaited<ReturnType<typeof scratchPeople>>
  beforeAll(async () => void (people = await scratchPeople(engine)))
  afterAll(() => people.drop())

  it('makes tokens that are cut to their list, may be for reading only, and die with their day, their owner and their end', async () => {
    const id = await people.hire('seller')
    const { db, registry } = people.host.kernel
    const bearing = { now: '2026-11-05T09:00:00.000Z', today: '2026-11-05', writing: false }
    const cut = await people.by(id, (ctx) =>
      createToken(ctx, id, { name: 'licznik', permissions: ['gauge.read-gauges'], expiresOn: '2026-11-30' }),
    )
    expect(cut.token).toMatch(/^bbs_[\w-]{43}$/)
    expect([...((await findToken(db, registry, cut.token, bearing))?.actor.grants.keys() ?? [])]).toEqual([
      'gauge.read-gauges',
    ])
    expect(await findToken(db, registry, cut.token, { ...bearing, today: '2026-12-01' })).toBeNull()
    expect(await findToken(db, registry, `${cut.token.slice(0, -1)}_`, bearing)).toBeNull()

    const reading = await people.by(id, (ctx) => createToken(ctx, id, { name: 'odczyt', readOnly: true }))
    expect((await findToken(db, registry, reading.token, bearing))?.actor.id).toBe(id)
    expect(await refused(findToken(db, registry, reading.token, { ...bearing, writing: true }))).toMatchObject({
      code: 'core.token-read-only',
      status: 403,
    })

    await people.by(id, (ctx) => revokeToken(ctx, id, reading.id))
    expect(await findToken(db, registry, reading.token, bearing)).toBeNull()
    await people.by(people.adam, (ctx) => deactivateOperator(ctx, id, { version: 1, reason: 'odchodzi' }))
    expect(await findToken(db, registry, cut.token, bearing)).toBeNull()
    expect(
      await refusedCode(
        people.by(people.adam, (ctx) => createToken(ctx, people.adam, { name: 'x', expiresOn: '2027-11-07' })),
      ),
    ).toBe('core.bad-expiry')
  })

  it('never writes a password or a token into the trail', async () => {
    const id = await people.hire('manager')
    const { password, hash } = await newPassword()
    await people.by(people.adam, (ctx) => resetPassword(ctx, id, { hash }))
    const { token } = await people.by(id, (ctx) => createToken(ctx, id, { name: 'tajny' }))
    const rows: { changes: string; label: string }[] = await people.host.kernel
      .db('core_audit')
      .select('changes', 'label')
    const text = rows.map((row) => row.changes + row.label).join('\n')
    expect(rows.length).toBeGreaterThan(10)
    expect([text.includes(password), text.includes(token), text.includes('argon2')]).toEqual([false, false, false])
  })
})
