import { afterAll, beforeAll, expect, it } from 'vitest'
import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { automaticIds } from '../automatic.js'
import plugin from '../index.js'
import { membersOf } from './members.js'

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [plugin], database, example: true })
  })
  afterAll(() => host.close())

  it('are the same whether an automatic project holds few cases, which are named, or many, which are walked', async () => {
    for (const login of ['admin', 'cezary', 'anna']) {
      const ctx = await host.ctx({ as: login })
      const idsOf = async (few: number) => {
        const found = []
        for (const key of automaticIds) {
          const { cases, contractors, events } = await membersOf(ctx, key, few)
          const rows = [await cases(), await contractors(), await events()]
          found.push(rows.map((each) => each.map(({ id }) => id).sort((a, b) => a - b)))
        }
        return found
      }
      const named = await idsOf(1_000)
      expect(named.flat(2).length, login).toBeGreaterThan(0)
      expect(await idsOf(0), login).toEqual(named)
      expect(await idsOf(2), login).toEqual(named)
    }
  })

  it('are counted as far as they are asked for', async () => {
    const ctx = await host.ctx()
    const counted = async (few?: number) => (await membersOf(ctx, 'unassigned-companies', few)).counted()
    expect(await counted()).toEqual({ value: 6, exact: true })
    expect(await counted(4)).toEqual({ value: 4, exact: false })
  })
})
