import { openCase } from '@berberis/sdk'
import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { Order } from '../models/order.js'
import { withdrawProduct } from '../services/withdraw-product.js'
import { aBuyer, aProduct } from '../testing/builders.js'
import { plain } from '../testing/plain.js'

type Fields = Readonly<Record<string, string>>

/** What a reference of the page has chosen, offers and says to a browser without scripts. */
function partOf(html: string, name: string) {
  const combo = plain(html)
    .split('<bb-combo ')
    .find((part) => part.includes(`name="${name}" `))
  const offer = /<noscript>.*?<\/noscript>/s.exec(combo ?? '')?.[0] ?? ''
  const options = [...offer.matchAll(/<option value="(\d+)"( selected)?>([^<]*)/g)]
  return {
    chosen: options.find(([, , selected]) => selected)?.[1] ?? '',
    labels: options.map(([, , , label = '']) => label.split(' · ')[0]),
    text: /type="search"[^>]* value="([^"]*)"/.exec(offer)?.[1],
    said: /<span class="hint"[^>]*>([^<]*)/.exec(offer)?.[1],
  }
}

eachDatabase((database) => {
  describe('an order and an invoice without a script', () => {
    let host: TestHost
    let page: Awaited<ReturnType<TestHost['as']>>['page']
    let ids: { buyer: string; matter: string; pump: string }
    beforeAll(async () => {
      host = await testHost({ plugins: [sales], database })
      ids = await host.run(async (ctx) => {
        const buyer = await aBuyer(ctx, { name: 'Huta Żar' })
        const other = await aBuyer(ctx, { name: 'Młyn', taxId: '9990001700' })
        const matter = await openCase(ctx, { name: 'Piec łukowy', contractorId: buyer.id })
        await openCase(ctx, { name: 'Piec kaflowy', contractorId: other.id })
        const pump = await aProduct(ctx, { namePl: 'Pompa obiegowa', price: '250' })
        for (const namePl of ['Zawór kulowy', 'Zawór zwrotny']) await aProduct(ctx, { namePl })
        await withdrawProduct(ctx, (await aProduct(ctx, { namePl: 'Pompa ręczna' })).id)
        return { buyer: String(buyer.id), matter: String(matter.id), pump: String(pump.id) }
      })
      page = (await host.as('admin')).page
    })
    afterAll(() => host?.close())

    /** All that the page would send: each reference with what is typed beside it. */
    const editor = (fields: Fields): Fields => ({
      contractorId: '',
      'contractorId.text': '',
      caseId: '',
      'caseId.text': '',
      day: '2026-11-05',
      method: 'net',
      'lines.0.productId': '',
      'lines.0.productId.text': '',
      'lines.0.qty': '',
      ...fields,
    })

    test('a buyer, his case and a product are found by what is typed, and the order is placed', async () => {
      const typed = editor({
        'contractorId.text': 'huta',
        'lines.0.productId.text': 'POMPA',
        'lines.0.qty': '2',
        note: 'rano',
      })
      const found = await page.post('/sales/orders', typed)
      expect(found.statusCode).toBe(200)
      expect(partOf(found.body, 'contractorId')).toMatchObject({ chosen: ids.buyer, text: '', said: '' })
      expect(partOf(found.body, 'lines.0.productId')).toMatchObject({ chosen: ids.pump, labels: [expect.any(String)] })
      expect(plain(found.body)).toContain('999-000-03-62')
      expect(plain(found.body)).toContain('615,00')
      expect(found.body).toContain('>rano</textarea>')
      expect(await Order.query((await host.ctx()).db).resultSize()).toBe(0)

      const chosen = { ...typed, contractorId: ids.buyer, 'contractorId.text': '', 'lines.0.productId': ids.pump }
      const next = { ...chosen, 'lines.0.productId.text': '', 'caseId.text': 'piec' }
      const withCase = await page.post('/sales/orders', next)
      expect(partOf(withCase.body, 'caseId')).toMatchObject({ chosen: ids.matter, labels: ['Piec łukowy'] })

      const saved = await page.post('/sales/orders', { ...next, caseId: ids.matter, 'caseId.text': '' })
      expect([saved.statusCode, saved.headers.location]).toEqual([303, '/sales/orders/1'])
      const [order] = await Order.query((await host.ctx()).db)
      expect(order).toMatchObject({ contractorId: Number(ids.buyer), caseId: Number(ids.matter), grossMinor: 61_500 })
    })

    test('a case is looked for among those of the buyer who is found with it', async () => {
      const { body } = await page.post('/sales/orders', editor({ 'contractorId.text': 'młyn', 'caseId.text': 'piec' }))
      expect(partOf(body, 'caseId')).toMatchObject({ labels: ['Piec kaflowy'], text: '' })
      const many = await page.post('/sales/orders', editor({ 'caseId.text': 'piec' }))
      expect(partOf(many.body, 'caseId').labels).toEqual(['Piec kaflowy', 'Piec łukowy'])
    })

    test('of several products one is chosen in its line, and those withdrawn are not among them', async () => {
      const typed = editor({ 'lines.0.productId.text': 'zawór', 'lines.1.productId.text': 'pompa ręczna' })
      const { body } = await page.post('/sales/documents', { ...typed, 'lines.1.qty': '3' })
      expect(partOf(body, 'lines.0.productId')).toMatchObject({ chosen: '', text: 'zawór' })
      expect(partOf(body, 'lines.0.productId').labels).toHaveLength(2)
      expect(body).toContain('name="lines.0.productId.asked" value="zawór"')
      expect(partOf(body, 'lines.1.productId')).toMatchObject({ labels: [], text: 'pompa ręczna' })
      expect(partOf(body, 'lines.1.productId').said).toContain('Nic nie pasuje do „pompa ręczna”')
      expect(body).toContain('name="lines.1.qty" value="3"')
    })

    test('of very many lines some are sought now, and the others when they are sent again', async () => {
      const lines = Array.from({ length: 22 }, (_, at) => [
        [`lines.${at}.productId`, ''],
        [`lines.${at}.productId.text`, 'obiegowa'],
      ])
      const { body } = await page.post('/sales/orders', editor(Object.fromEntries(lines.flat()) as Fields))
      expect(partOf(body, 'lines.19.productId')).toMatchObject({ chosen: ids.pump, text: '' })
      expect(partOf(body, 'lines.20.productId')).toMatchObject({ chosen: '', text: 'obiegowa' })
      expect(partOf(body, 'lines.21.productId')).toMatchObject({ chosen: '', text: 'obiegowa' })
    })

    test('the button of an empty last line offers products', async () => {
      const { body } = await page.post('/sales/orders', editor({ 'lines.0.productId.search': '1' }))
      expect(partOf(body, 'lines.0.productId').labels).toHaveLength(3)
    })

    test('a line is added and taken out while something is sought, by the buttons of the grid too', async () => {
      const typed = { ...editor({ 'lines.0.name': 'Dojazd', 'lines.0.qty': '1' }), 'lines.1.productId': '' }
      const sought = { ...typed, 'lines.1.productId.text': 'obiegowa', 'lines.2.name': 'Montaż' }
      const added = await page.post('/sales/orders/calculation', sought)
      expect(partOf(added.body, 'lines.1.productId').chosen).toBe(ids.pump)
      expect(added.body).toContain('name="lines.3.name"')

      const out = await page.post('/sales/documents/calculation', { ...sought, without: '1' })
      expect(partOf(out.body, 'lines.1.productId').chosen).toBe('')
      expect(out.body).toContain('name="lines.1.name" value="Montaż"')
      expect(out.body).not.toContain('obiegowa')

      const settled = { ...sought, 'lines.1.productId': ids.pump, 'lines.1.productId.asked': 'obiegowa' }
      const kept = await page.post('/sales/orders/calculation', settled)
      expect([kept.statusCode, partOf(kept.body, 'lines.1.productId').chosen]).toEqual([200, ids.pump])
    })

    test('what a script sends to be calculated is answered with outputs, whatever stands in the fields', async () => {
      const sought = editor({ 'lines.0.productId.text': 'pompa', 'lines.0.name': 'Dojazd' })
      const partial = { 'hx-request': 'true', 'hx-request-type': 'partial' }
      const { body } = await page.post('/sales/orders/calculation', sought, partial)
      expect(body).toContain('hx-target="#sales-line-0-total"')
      expect(body).not.toContain('<input')
    })
  })
})
