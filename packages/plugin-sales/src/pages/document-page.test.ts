import { eachDatabase, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import type { ErrandAnswer } from '@berberis/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { issueDocument } from '../services/issue-document.js'
import { mailDocument } from '../services/mail-document.js'
import { aBuyer, anInvoice } from '../testing/builders.js'
import { plain } from '../testing/plain.js'

eachDatabase((database) => {
  describe('the page of an invoice', () => {
    let host: TestHost
    let page: Awaited<ReturnType<TestHost['as']>>['page']
    let answer: ErrandAnswer<{ response: string }> = { state: 'done', answer: { response: '250' } }
    beforeAll(async () => {
      host = await testHost({ plugins: [sales], database, mail: { describes: 'a test', send: async () => answer } })
      page = (await host.as('admin')).page
    })
    afterAll(async () => {
      await host?.close()
      stopRenderer()
    })

    const issued = () =>
      host.run(async (ctx) => {
        const contractorId = (await aBuyer(ctx, { name: 'Hotel Imperial' })).id
        const { id } = await anInvoice(ctx, { contractorId, paymentDays: 7, splitPayment: true })
        await issueDocument(ctx, id)
        return { id, contractorId }
      })
    const shown = async (path: string) => plain((await page.get(path)).body)
    const mailed = async () => {
      const { id } = await issued()
      await host.run((ctx) => mailDocument(ctx, id, { to: 'recepcja@hotel.example' }))
      return id
    }
    const asksFor = (body: string) =>
      /hx-get="(\/sales\/documents\/[^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
    const panel = async (path: string) =>
      plain((await page.get(path, { 'hx-request': 'true', 'hx-request-type': 'partial' })).body)

    test('says once who the buyer is, and with the sum how, when and where it is paid', async () => {
      const { id, contractorId } = await issued()
      const body = await shown(`/sales/documents/${id}`)
      expect(body.match(new RegExp(`<a href="/contractors/${contractorId}">Hotel Imperial</a>`, 'g'))).toHaveLength(1)
      expect(body).toContain('termin 12.11.2026, przelew, zapłata podzielona')
      expect(body).toMatch(/na rachunek \d{2} \d{4} \d{4}/)
      expect(body).toContain('<th scope="col" class="end">Cena netto</th>')

      const draft = await host.run((ctx) => anInvoice(ctx, { paymentDays: 1, paymentMethod: 'cash' }))
      const ofDraft = await shown(`/sales/documents/${draft.id}`)
      expect(ofDraft).toContain('termin 1 dzień, gotówka')
      expect(ofDraft).not.toContain('na rachunek')
    })

    test('leads to where it is shared, issued or not', async () => {
      const { id } = await issued()
      const draft = await host.run((ctx) => anInvoice(ctx, {}))
      for (const one of [id, draft.id]) {
        expect(await shown(`/sales/documents/${one}`)).toContain(`<a href="/shares/sales.document/${one}">`)
        expect((await page.get(`/shares/sales.document/${one}`)).statusCode).toBe(200)
      }
    })

    test('asks what became of a mail while it is on its way, and no more when it is known', async () => {
      answer = { state: 'done', answer: { response: '250' } }
      const id = await mailed()
      const first = asksFor(await shown(`/sales/documents/${id}`))
      expect(first).toBe(`/sales/documents/${id}/handings?left=39&queued=1`)
      const meanwhile = await panel(String(first))
      expect(meanwhile).toContain('w drodze')
      expect(meanwhile).toContain('hx-trigger="load delay:3s"')
      expect(meanwhile).not.toContain('hx-partial')
      expect(asksFor(meanwhile)).toBe(`/sales/documents/${id}/handings?left=38&queued=1`)

      await host.drain()
      const then = await panel(String(asksFor(meanwhile)))
      expect(then).toContain('wysłano')
      expect(then).toMatch(/<hx-partial hx-target="#sales-handings-said"[^>]*>recepcja@hotel.example: wysłano</)
      expect([asksFor(then), asksFor(await shown(`/sales/documents/${id}`))]).toEqual([undefined, undefined])
    })

    test('says of a mail that is refused for now why, and when it is tried again', async () => {
      answer = { state: 'refused', reason: 'connect ECONNREFUSED mail.example:25' }
      const id = await mailed()
      const path = `/sales/documents/${id}/handings?left=9&queued=1`
      expect(await panel(path)).not.toMatch(/ECONNREFUSED|następna próba/)
      await host.drain()
      const told = await panel(path)
      expect(told).toMatch(/ponawiane.*<p class="small muted">connect ECONNREFUSED mail\.example:25<\/p>/s)
      expect(told).toContain('<p class="small muted">następna próba o 09:01</p>')
      expect(told).not.toContain('w drodze')
      expect(asksFor(told)).toContain('left=8&queued=1')

      const { id: errand } = (await host.run((ctx) =>
        ctx.db('core_errand').where({ state: 'pending' }).first('id'),
      )) as {
        id: number
      }
      const due = (at: string) => host.run((ctx) => ctx.db('core_errand').where({ id: errand }).update({ due_at: at }))
      await due('2026-11-06T00:10:00.000Z')
      expect(await shown(`/sales/documents/${id}`)).toContain('następna próba 06.11.2026 o 01:10')

      answer = { state: 'done', answer: { response: '250' } }
      await due(host.clock.now())
      await host.drain()
      expect(await panel(path)).not.toMatch(/ECONNREFUSED|następna próba|ponawiane/)
    })

    test('stops asking after two minutes, and is whole without a script', async () => {
      const id = await mailed()
      const last = await panel(`/sales/documents/${id}/handings?left=0&queued=1`)
      expect([last.includes('w drodze'), asksFor(last)]).toEqual([true, undefined])
      expect(await shown(`/sales/documents/${id}`)).toContain('w drodze')
      const bare = await page.get(`/sales/documents/${id}/handings`)
      expect([bare.statusCode, asksFor(bare.body)]).toEqual([200, undefined])
      await host.drain()
    })
  })
})
