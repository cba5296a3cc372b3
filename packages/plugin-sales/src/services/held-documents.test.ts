import { eachDatabase, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { aBuyer, anInvoice } from '../testing/builders.js'
import { issueDocument } from './issue-document.js'

eachDatabase((database) => {
  describe('a buyer whose data are erased', () => {
    let host: TestHost
    beforeAll(async () => {
      host = await testHost({ plugins: [sales], database })
    }, 120_000)
    afterAll(async () => {
      await host?.close()
      stopRenderer()
    })

    test('stays on the documents that were issued, which say so, and figures of a case tell what was invoiced', async () => {
      const { buyer, invoice } = await host.run(async (ctx) => {
        const { id: buyerId } = await aBuyer(ctx, {
          kind: 'individual',
          firstName: 'Onufry',
          lastName: 'Zagłoba',
          name: null,
        })
        const { id } = await anInvoice(ctx, { contractorId: buyerId })
        await issueDocument(ctx, id)
        return { buyer: buyerId, invoice: id }
      })
      const { api } = await host.as('admin')
      const plan = (await api.get(`/contractors/${buyer}/erasure`)).json<{ stays: Record<string, string>[] }>()
      const year = Number((await host.ctx()).today().slice(0, 4))
      expect(plan.stays).toContainEqual({
        label: '1 wystawiony dokument',
        reason: 'Faktury trzeba przechowywać, aż przedawni się podatek; nabywca zostaje na nich taki, jaki był.',
        until: `${year + 6}-12-31`,
        href: `/sales/documents?contractor=${buyer}`,
      })
      const report = (await api.get(`/contractors/${buyer}/personal-data`)).body
      expect(report).toContain('sales.document')

      expect((await api.post(`/contractors/${buyer}/erasure`, { confirmed: true })).statusCode).toBe(201)
      const document = (await api.get(`/sales/documents/${invoice}`)).body
      expect(document).toContain('Zagłoba')
      expect((await api.get(`/contractors/${buyer}`)).body).not.toContain('Zagłoba')
    })
  })
})
