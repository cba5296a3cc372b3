import { asSystem, Event, type Ctx } from '@berberis/sdk'
import { anOperator, eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { aPlacedOrder } from '../testing/builders.js'
import { draftInvoice } from './draft-invoice.js'
import { issueDocument } from './issue-document.js'
import { mailDocument } from './mail-document.js'
import { settleHanding } from './settle-handing.js'

const mail = { describes: 'a test', send: async () => ({ state: 'done' as const, answer: { response: 'ok' } }) }

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database, mail })
    await host.run((ctx) => anOperator(ctx, { login: 'emma', locale: 'en', role: 'administrator' }))
  })
  afterAll(() => host?.close())

  const titles = async (ctx: Ctx, source: string) =>
    (await Event.query(ctx.db).where({ source }).orderBy('id')).map(({ subject }) => subject)

  describe('what a case is told', () => {
    test('is in the language of the firm, whatever the language of who did it', async () => {
      const told = await host.run(
        async (given) => {
          expect(given.locale).toBe('en')
          const ctx = asSystem(given)
          const order = await aPlacedOrder(ctx)
          const { id, number } = await issueDocument(ctx, (await draftInvoice(ctx, order.id)).id)
          await mailed(ctx, id)
          return {
            numbers: [order.number, number],
            titles: [...(await titles(ctx, `sales.order:${order.id}`)), ...(await titles(ctx, `sales.document:${id}`))],
          }
        },
        { as: 'emma' },
      )
      const [order, invoice] = told.numbers
      expect(told.titles).toEqual([
        `Zamówienie ${order}`,
        `Faktura VAT ${invoice}`,
        `Wysłano fakturę ${invoice} na adres faktury@nabywca.example`,
      ])
    })
  })
})

async function mailed(ctx: Ctx, documentId: number): Promise<void> {
  const mailing = { to: 'faktury@nabywca.example', subject: 'Faktura', text: 'W załączeniu' }
  const { id } = await mailDocument(ctx, documentId, mailing)
  await settleHanding(ctx, id, { errandId: 1, state: 'done', answer: { response: 'ok' } })
}
