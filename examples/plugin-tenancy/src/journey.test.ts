import { afterAll, beforeAll, expect, test } from 'vitest'
import { create, event, seen, seenOne } from '@berberis/sdk'
import { aContractor, eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { flat } from './entity.js'
import plugin from './index.js'
import { letFlat } from './services/let-flat.js'
import { doneTalk } from './testing/done-talk.js'
import { talkType } from './talk.js'

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [plugin], database, clock: '2026-11-02T07:00:00.000Z' })
  })
  afterAll(() => host.close())

  test('a flat is let, a talk is planned before the lease ends, and its day is noted', async () => {
    const { flatId, tenantId } = await host.run(async (ctx) => {
      const { id: flatId } = await create(ctx, flat, { name: 'Długa 5/2', city: 'Gdańsk', rentMinor: 245_000 })
      const { id: tenantId } = await aContractor(ctx, { name: 'Lokator sp. z o.o.' })
      await letFlat(ctx, flatId, { tenantId, until: '2026-12-31' })
      return { flatId, tenantId }
    })

    host.clock.set('2026-11-30T07:00:00.000Z')
    await host.drain()
    expect(await talks()).toEqual([])

    host.clock.set('2026-12-01T07:00:00.000Z')
    await host.drain()
    host.clock.set('2026-12-02T07:00:00.000Z')
    await host.drain()
    expect(await talks()).toEqual([expect.objectContaining({ contractorId: tenantId, state: 'planned' })])

    await host.run(doneTalk)
    await host.drain()
    expect(await seenOne(await host.ctx(), flat, flatId)).toMatchObject({ talkedOn: '2026-12-02', tenantId })
  })

  test('somebody who lives there is not moved out by another lease', async () => {
    const admin = await host.as('admin')
    const { id } = await host.run((ctx) => create(ctx, flat, { name: 'Szeroka 12', city: 'Gdańsk' }))
    const { id: tenantId } = await host.run((ctx) => aContractor(ctx))

    const first = await admin.api.post(`/tenancy/flats/${id}/lease`, { tenantId, until: '2027-01-31' })
    expect([first.statusCode, first.json<object>()]).toEqual([
      200,
      expect.objectContaining({ leaseEndsOn: '2027-01-31' }),
    ])
    const second = await admin.api.post(`/tenancy/flats/${id}/lease`, { tenantId, until: '2027-02-28' })
    expect([second.statusCode, second.json<{ code: string }>().code]).toEqual([422, 'tenancy.flat-is-let'])

    const form = await admin.page.post(`/tenancy/flats/${id}/lease`, { tenantId, until: '31.02.2027' })
    expect(form.statusCode).toBe(422)
    expect(form.body).toContain('31.02.2027')

    const tab = await admin.page.get(`/tenancy/tenant?contractor=${tenantId}`)
    expect(tab.statusCode).toBe(200)
    expect(tab.body).toMatch(/<h2>.*Mieszkania<\/h2>/)
    expect(tab.body).toContain(`href="/tenancy/flats/${id}"`)

    expect((await admin.page.post(`/tenancy/flats/${id}/lease/removal`)).statusCode).toBe(303)
    expect((await seenOne(await host.ctx(), flat, id)).tenantId).toBeNull()
  })

  async function talks() {
    return seen(await host.ctx(), event).where({ type: talkType.key })
  }
})
