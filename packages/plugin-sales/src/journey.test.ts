import { anOperator, eachDatabase, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from './index.js'
import { aBuyer, aProduct } from './testing/builders.js'

interface Thing {
  readonly id: number
  readonly number: string
  readonly state: string
  readonly grossMinor: number
  readonly handings: readonly { readonly to: string; readonly state: string }[]
}

eachDatabase((database) => {
  describe('from an order to the customer’s inbox', () => {
    const inbox: ParsedMail[] = []
    let server: SMTPServer
    let host: TestHost
    let api: Awaited<ReturnType<TestHost['as']>>['api']
    let invoice: Thing

    beforeAll(async () => {
      server = await mailServer(inbox)
      host = await testHost({ plugins: [sales], database, mail: `smtp://127.0.0.1:${portOf(server)}` })
      await host.run((ctx) => anOperator(ctx, { login: 'cezary', name: 'Cezary Cichy', role: 'seller' }))
      api = (await host.as('cezary')).api
    })
    afterAll(async () => {
      await host?.close()
      stopRenderer()
      await new Promise<void>((done) => server.close(() => done()))
    })

    test('the hotel orders radiators and the order is placed', async () => {
      const { buyer, product } = await host.run(async (ctx) => ({
        buyer: await aBuyer(ctx, { name: 'Hotel Imperial' }),
        product: await aProduct(ctx, { namePl: 'Grzejniki żeliwne', price: '320' }),
      }))
      const lines = [
        { productId: product.id, qty: '10' },
        {
          name: 'Zażółć gęślą jaźń',
          qty: '1,5',
          unit: 'h',
          unitPrice: '150,00',
          discount: { type: 'percent', value: '10' },
        },
      ]
      const made = await api.post('/sales/orders', { contractorId: buyer.id, lines })
      expect([made.statusCode, made.json()]).toMatchObject([201, { state: 'draft', grossMinor: 418_508 }])

      const { id } = made.json() as Thing
      const placed = await api.post(`/sales/orders/${id}/placement`, {})
      expect(placed.json()).toMatchObject({ state: 'placed', number: 'ZAM/1/11/2026' })
      const drafted = await api.post(`/sales/orders/${id}/invoices`, {})
      expect(drafted.statusCode).toBe(201)
      invoice = drafted.json() as Thing
    })

    test('the invoice is issued and has the first number of the month', async () => {
      const issued = await api.post(`/sales/documents/${invoice.id}/issue`, {})
      expect([issued.statusCode, issued.json()]).toMatchObject([
        200,
        { state: 'issued', number: 'FV/1/11/2026', netMinor: 340_250, taxMinor: 78_258, grossMinor: 418_508 },
      ])
      await host.drain()
    })

    test('its PDF says it all in Polish, and is the same bytes each time', async () => {
      const first = await api.get(`/sales/documents/${invoice.id}/pdf`)
      expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'application/pdf'])
      const text = await textOfPdf(first.rawPayload)
      for (const words of ['FV/1/11/2026', 'Hotel Imperial', 'Grzejniki żeliwne', 'Zażółć gęślą jaźń', '4 185,08']) {
        expect(text.replaceAll('\u00a0', ' ')).toContain(words)
      }
      const again = await api.get(`/sales/documents/${invoice.id}/pdf`)
      expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    })

    test('it is mailed once, however often the button is pressed, and arrives with the PDF', async () => {
      const to = 'recepcja@hotel.example'
      const [sent] = await Promise.all([1, 2].map(() => api.post(`/sales/documents/${invoice.id}/mailings`, { to })))
      expect([sent?.statusCode, sent?.json()]).toMatchObject([201, { to, state: 'queued' }])
      await host.drain()
      await host.drain()

      expect(inbox).toHaveLength(1)
      const [mail] = inbox
      expect(mail?.subject).toBe('Faktura FV/1/11/2026')
      expect(mail?.attachments).toMatchObject([{ contentType: 'application/pdf', filename: 'FV-1-11-2026.pdf' }])
      expect(await textOfPdf(mail?.attachments[0]?.content ?? Buffer.alloc(0))).toContain('Grzejniki')

      const { handings } = (await api.get(`/sales/documents/${invoice.id}`)).json() as Thing
      expect(handings).toMatchObject([{ to, state: 'sent' }])
    })

    test('a second mailing to the same address is a new one, and a bad address is told at its place', async () => {
      await api.post(`/sales/documents/${invoice.id}/mailings`, { to: 'recepcja@hotel.example', subject: 'Ponownie' })
      await host.drain()
      expect(inbox.map(({ subject }) => subject)).toEqual(['Faktura FV/1/11/2026', 'Ponownie'])

      const refused = await api.post(`/sales/documents/${invoice.id}/mailings`, { to: 'to nie adres' })
      expect([refused.statusCode, refused.json()]).toMatchObject([
        422,
        { fields: [{ path: 'to', code: 'core.bad-email' }] },
      ])
    })
  })
})

async function mailServer(inbox: ParsedMail[]): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        inbox.push(mail)
        done()
      }, done)
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return server
}

function portOf({ server }: SMTPServer): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the mail server has no port')
  return address.port
}

/** The words of a PDF in their order, pages one after the other. */
async function textOfPdf(pdf: Uint8Array): Promise<string> {
  const loading = getDocument({ data: new Uint8Array(pdf) })
  const document = await loading.promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  await loading.destroy()
  return pages.join('\n')
}
