import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { anInvoice, aProduct } from '../testing/builders.js'

const QUESTION = 'Wartość faktury to 0,00 zł. Wystawić ją mimo to?'

describe('before an invoice is issued', () => {
  let host: TestHost
  let page: Awaited<ReturnType<TestHost['as']>>['page']
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
    page = (await host.as('admin')).page
  })
  afterAll(() => host?.close())

  const draft = (unitPrice: string) =>
    host.run(async (ctx) => anInvoice(ctx, { lines: [{ productId: (await aProduct(ctx)).id, qty: '1', unitPrice }] }))
  const body = async (path: string) => plain((await page.get(path)).body)

  test.each(['', '/edit'])('its page%s asks when it comes to 0.00, and only then', async (place) => {
    const [free, paid] = [await draft('0'), await draft('0.01')]
    expect(await body(`/sales/documents/${free.id}${place}`)).toContain(QUESTION)
    expect(await body(`/sales/documents/${paid.id}${place}`)).not.toContain(QUESTION)
  })

  test('the question comes and goes with what is typed', async () => {
    const { id, contractorId } = await draft('1')
    const typed = async (unitPrice: string) => {
      const sent = {
        contractorId: String(contractorId),
        'lines.0.name': 'Próbka',
        'lines.0.qty': '1',
        'lines.0.unitPrice': unitPrice,
      }
      const path = `/sales/documents/calculation?document=${id}`
      return plain((await page.post(path, sent, { 'hx-request': 'true' })).body)
    }
    expect(await typed('0')).toContain(QUESTION)
    expect(await typed('5')).not.toContain(QUESTION)
  })

  test('a browser without scripts is asked on a page, and issues from there', async () => {
    const { id, version } = await draft('0')
    const issue = (sent: Readonly<Record<string, string>>) =>
      page.post(`/sales/documents/${id}/issue`, { version: String(version), ...sent })
    const asked = await issue({ ask: QUESTION })
    expect([asked.statusCode, plain(asked.body)]).toMatchObject([200, expect.stringContaining(QUESTION)])
    expect(await body(`/sales/documents/${id}`)).toContain('Wystaw fakturę')
    expect((await issue({})).statusCode).toBe(303)
    expect(await body(`/sales/documents/${id}`)).toContain('FV/')
  })
})

/** Texts of pages keep one-letter words and figures together by spaces that do not break. */
function plain(html: string): string {
  return html.replaceAll('\u00a0', ' ')
}
