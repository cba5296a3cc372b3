import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sales from '../index.js'
import { SalesDocument } from '../models/sales-document.js'
import { aBuyer, anInvoice, aProduct } from '../testing/builders.js'

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database })
  })
  afterAll(() => host?.close())

  test('fifty invoices issued at once have fifty consecutive numbers, and refused ones among them take none', async () => {
    const ids = await host.run(async (ctx) => {
      const [buyer, nameless, product] = [await aBuyer(ctx), await aBuyer(ctx, { taxId: null }), await aProduct(ctx)]
      const made = []
      for (let n = 0; n < 60; n += 1) {
        const contractorId = n % 6 === 5 ? nameless.id : buyer.id
        made.push(await anInvoice(ctx, { contractorId, lines: [{ productId: product.id, qty: '1' }] }))
      }
      return made.map(({ id }) => id)
    })
    const { api } = await host.as('admin')
    const answers = await Promise.all(ids.map((id) => api.post(`/sales/documents/${id}/issue`, {})))

    expect(answers.filter(({ statusCode }) => statusCode === 422)).toHaveLength(10)
    const issued = await host.run(async (ctx) => SalesDocument.query(ctx.db).where({ state: 'issued' }))
    const numbers = issued.map(({ number }) => Number(number?.split('/')[1])).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
    expect(new Set(issued.map(({ ordinal }) => ordinal)).size).toBe(50)
  }, 120_000)

  test('an invoice issued by two people at once is one document', async () => {
    const { id } = await host.run((ctx) => anInvoice(ctx))
    const { api } = await host.as('admin')
    const answers = await Promise.all([1, 2, 3].map(() => api.post(`/sales/documents/${id}/issue`, {})))
    expect(answers.map(({ statusCode, body }) => (statusCode === 200 ? 200 : body))).toEqual([200, 200, 200])
    const numbers = answers.map((answer) => (answer.json() as { number?: string }).number)
    expect(new Set(numbers).size).toBe(1)
    expect(numbers[0]).toMatch(/^FV\//)
  })
})
