import { anOperator, eachDatabase, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { SalesDocument } from '../models/sales-document.js'
import { aBuyer, anInvoice } from '../testing/builders.js'
import { plain } from '../testing/plain.js'

const QUESTION = 'Wartość faktury to 0,00 zł. Wystawić ją mimo to?'

eachDatabase((database) => {
  describe('an invoice issued from the editor of a new one', () => {
    let host: TestHost
    let buyer: number
    beforeAll(async () => {
      host = await testHost({ plugins: [sales], database })
      buyer = await host.run(async (ctx) => {
        await anOperator(ctx, { login: 'anna', role: 'secretary' })
        await anOperator(ctx, { login: 'cezary', role: 'seller' })
        return (await aBuyer(ctx)).id
      })
    })
    afterAll(async () => {
      await host?.close()
      stopRenderer()
    })

    const typed = (more: Readonly<Record<string, string>> = {}) => ({
      contractorId: String(buyer),
      paymentMethod: 'transfer',
      paymentDays: '7',
      'lines.0.name': 'Przegląd',
      'lines.0.qty': '1,5',
      'lines.0.unitPrice': '100',
      'lines.1.discount.type': 'percent',
      ...more,
    })
    const documents = () => host.run((ctx) => SalesDocument.query(ctx.db).orderBy('id'))
    const numbers = async () => (await documents()).flatMap(({ number }) => number ?? [])

    test('is written and numbered in one go, without a gap after one that was refused', async () => {
      const { page } = await host.as('cezary')
      const first = await page.post('/sales/documents/issue', typed())
      expect(first.statusCode, first.body.slice(0, 1000)).toBe(303)
      const { length } = await documents()

      const refused = await page.post('/sales/documents/issue', typed({ issuedOn: '2026-11-09' }))
      expect(refused.statusCode).toBe(422)
      expect(plain(refused.body)).toContain('value="Przegląd"')
      expect(refused.body).toContain('formaction="/sales/documents/issue"')
      const empty = await page.post('/sales/documents/issue', { contractorId: String(buyer), paymentMethod: 'cash' })
      expect([empty.statusCode, (await documents()).length]).toEqual([422, length])

      const { api } = await host.as('cezary')
      const line = { name: 'Dojazd', qty: '1', unitPrice: '50' }
      const second = await api.post('/sales/documents/issue', { contractorId: buyer, lines: [line] })
      expect([second.statusCode, second.json()]).toMatchObject([201, { state: 'issued', grossMinor: 6150 }])
      expect(await numbers()).toEqual(['FV/1/11/2026', 'FV/2/11/2026'])
    })

    test('is issued once by a double click', async () => {
      const { page } = await host.as('cezary')
      const { length } = await numbers()
      const idempotencyKey = 'a-page-of-cezary'
      const [one, two] = await Promise.all(
        [1, 2].map(() => page.post('/sales/documents/issue', typed({ idempotencyKey }))),
      )
      expect([one?.statusCode, two?.headers.location]).toEqual([303, one?.headers.location])
      expect(await numbers()).toHaveLength(length + 1)
    })

    test('asks when it comes to nothing, with a script and without one', async () => {
      const { page } = await host.as('cezary')
      const { length } = await numbers()
      const ask = async (unitPrice: string) => {
        const sent = typed({ 'lines.0.unitPrice': unitPrice })
        return plain((await page.post('/sales/documents/calculation', sent, { 'hx-request': 'true' })).body)
      }
      expect(await ask('0')).toContain(`hx-confirm="${QUESTION}"`)
      expect(await ask('5')).not.toContain(QUESTION)

      const asked = await page.post('/sales/documents/issue', typed({ 'lines.0.unitPrice': '0', ask: QUESTION }))
      expect([asked.statusCode, plain(asked.body)]).toMatchObject([200, expect.stringContaining(QUESTION)])
      expect(asked.body).toContain('action="/sales/documents/issue"')
      expect(await numbers()).toHaveLength(length)
    })

    test('is offered to who may issue; the others are refused, and told which permission they lack', async () => {
      const seller = await host.as('cezary')
      const editor = plain((await seller.page.get('/sales/documents/new')).body)
      expect(editor).toMatch(/<button class="button primary"[^>]*formaction="\/sales\/documents\/issue"/)

      const anna = await host.as('anna')
      const { length } = await documents()
      expect((await anna.page.get('/sales/documents')).body).not.toContain('/sales/documents/new')
      for (const address of ['/sales/documents/issue', '/sales/documents/preview']) {
        const shown = await anna.page.post(address, typed())
        expect([shown.statusCode, plain(shown.body)]).toMatchObject([
          403,
          expect.stringContaining('Wystawianie faktur'),
        ])
        const refused = await anna.api.post(address, { contractorId: buyer })
        expect([refused.statusCode, refused.json()]).toMatchObject([403, { permission: 'sales.issue-invoices' }])
      }
      const adam = await host.run(async (ctx) => (await anOperator(ctx, { login: 'adam', role: 'seller' })).id)
      const anothers = await seller.page.post('/sales/documents/issue', typed({ ownerId: String(adam) }))
      expect([anothers.statusCode, plain(anothers.body)]).toMatchObject([
        403,
        expect.stringContaining('Wystawianie faktur'),
      ])
      expect(await documents()).toHaveLength(length)
    })

    test('is looked at before: a PDF of what is typed, which takes no number and is kept nowhere', async () => {
      const { page, api } = await host.as('cezary')
      const before = await documents()
      const shown = await page.post('/sales/documents/preview', typed())
      expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'application/pdf'])
      expect(shown.headers['content-disposition']).toBe('inline; filename="szkic-faktury.pdf"')
      expect(shown.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')

      const { id } = await host.run(async (ctx) => anInvoice(ctx, { ownerId: (await owner(ctx))?.id ?? null }))
      const line = { name: 'Inaczej', qty: '1', unitPrice: '7' }
      const ofDraft = await api.post(`/sales/documents/preview?document=${id}`, { lines: [line] })
      expect(ofDraft.statusCode).toBe(200)
      expect(ofDraft.rawPayload.equals((await api.get(`/sales/documents/${id}/pdf`)).rawPayload)).toBe(false)
      expect(await documents()).toHaveLength(before.length + 1)
      expect(
        await host.run((ctx) => ctx.db('sales_document_line').where({ document_id: id, name: 'Inaczej' })),
      ).toEqual([])
    })

    test('is not shown of what a save would refuse, nor of a buyer one may not see', async () => {
      const { page, api } = await host.as('cezary')
      const wrong = await page.post('/sales/documents/preview', typed({ 'lines.0.qty': 'dużo' }))
      expect([wrong.statusCode, plain(wrong.body)]).toMatchObject([
        422,
        expect.stringContaining('<li>Pozycja 1: Podaj ilość'),
      ])
      const nobody = await page.post(
        '/sales/documents/preview',
        typed({ contractorId: '', 'contractorId.text': 'Jan' }),
      )
      expect([nobody.statusCode, plain(nobody.body)]).toMatchObject([422, expect.stringContaining('<li>Nabywca: ')])
      expect((await api.post('/sales/documents/preview', {})).json()).toMatchObject({
        fields: [{ path: 'contractorId', code: 'core.required' }],
      })
      expect((await api.post('/sales/documents/preview', { contractorId: 999_999 })).json()).toMatchObject({
        fields: [{ path: 'contractorId', code: 'core.unknown-record' }],
      })
      const [issued] = await documents()
      const late = await api.post(`/sales/documents/preview?document=${issued?.id}`, {})
      expect([late.statusCode, late.json()]).toMatchObject([422, { code: 'sales.issued' }])
    })

    const owner = async (ctx: Parameters<Parameters<TestHost['run']>[0]>[0]) =>
      ctx.db('core_operator').where({ login: 'cezary' }).first<{ id: number } | undefined>('id')
  })
})
