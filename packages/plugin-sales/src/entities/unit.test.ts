import { create, remove, save, type Ctx } from '@berberis/sdk'
import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sales from '../index.js'
import { anInvoice, anOrder, aProduct } from '../testing/builders.js'
import { refusalOf } from '../testing/refusals.js'
import { unit } from './unit.js'

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database })
  })
  afterAll(() => host?.close())

  const aUnit = (ctx: Ctx, code: string) =>
    create(ctx, unit, { code, namePl: `jednostka ${code}`, nameEn: `unit ${code}`, places: '2' })

  test('a unit nothing uses is changed and removed', async () => {
    await host.run(async (ctx) => {
      const { id, version } = await aUnit(ctx, 'sążeń')
      const changed = await save(ctx, unit, id, { version, code: 'łokieć' })
      await remove(ctx, unit, id, { version: changed.version })
    })
  })

  test.each([
    ['a product', (ctx: Ctx, code: string) => aProduct(ctx, { unit: code })],
    [
      'a draft of an order',
      (ctx: Ctx, code: string) => anOrder(ctx, { lines: [{ name: 'Kabel', qty: '2', unit: code, unitPrice: '3' }] }),
    ],
    [
      'a draft of an invoice',
      (ctx: Ctx, code: string) => anInvoice(ctx, { lines: [{ name: 'Kabel', qty: '2', unit: code, unitPrice: '3' }] }),
    ],
  ])('a unit that %s uses keeps its code and stays', async (what, use) => {
    const code = `u-${what.length}`
    const { id, version } = await host.run(async (ctx) => {
      const made = await aUnit(ctx, code)
      await use(ctx, code)
      return made
    })
    const changes = [{ code: `${code}x` }, { places: '3' }]
    for (const change of changes) {
      const refused = host.run((ctx) => save(ctx, unit, id, { version, ...change }))
      expect(await refusalOf(refused)).toBe('sales.unit-in-use')
    }
    expect(await refusalOf(host.run((ctx) => remove(ctx, unit, id, { version })))).toMatch(
      /^(sales.unit-in-use|core.record-referenced)$/,
    )
    const renamed = await host.run((ctx) => save(ctx, unit, id, { version, namePl: 'inna nazwa' }))
    expect(renamed.code).toBe(code)
  })
})
