import { caseEntity, caseSums, Event, seen } from '@berberis/sdk'
import { eachDatabase, importFile, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from './index.js'
import { SalesDocument } from './models/sales-document.js'

interface Items {
  readonly items: readonly { readonly id: number; readonly label: string; readonly [field: string]: unknown }[]
}

/** Acceptance examples of the inventory of features that need sales; by their numbers there. */
eachDatabase((database) => {
  describe('the inventory with sales', () => {
    let host: TestHost
    let invoice: SalesDocument
    beforeAll(async () => {
      host = await testHost({ plugins: [sales], database, example: true })
      await host.drain()
      invoice = await host.run((ctx) =>
        SalesDocument.query(ctx.db).where({ grossMinor: 2_767_500 }).first().throwIfNotFound(),
      )
    })
    afterAll(async () => {
      await host?.close()
      stopRenderer()
    })

    const told = () =>
      host.run((ctx) =>
        Event.query(ctx.db)
          .where({ source: `sales.document:${invoice.id}` })
          .first()
          .throwIfNotFound(),
      )

    test('7: who works in the service alone sees no invoice in lists, search, exports, pages or the API, nor its PDF in another’s case', async () => {
      const [service, admin] = [await host.as('franciszek'), await host.as('admin')]
      const event = await told()
      const file = await host.run((ctx) =>
        ctx.db('core_attachment').where({ event_id: event.id }).first<{ id: number }>(),
      )
      const closed = ['/sales/documents', `/sales/documents/${invoice.id}`, '/sales/orders', '/sales/documents/export']
      for (const url of [...closed, `/sales/documents/${invoice.id}/pdf`, `/sales/panels/contractor?contractor=1`])
        expect([url, (await service.page.get(url)).statusCode]).toEqual([url, 403])
      for (const url of closed) expect([url, (await service.api.get(url)).statusCode]).toEqual([url, 403])
      const content = `/attachments/${file.id}/content`
      expect((await admin.page.get(content)).statusCode).toBe(200)
      expect((await service.page.get(content)).statusCode).toBe(404)
      // In a case of his own he reads the event that tells of it, and still not the invoice itself.
      const id = await host.run(async (ctx) => {
        const { id } = await ctx.db('core_operator').where({ login: 'franciszek' }).first<{ id: number }>('id')
        await ctx.db('core_case').where({ id: event.caseId }).update({ owner_id: id })
        return id
      })
      expect((await service.api.get(`/events/${event.id}`)).statusCode).toBe(200)
      expect((await service.page.get(content)).statusCode).toBe(404)
      expect((await service.api.get(`/events/${event.id}/attachments`)).json<Items>().items).toEqual([])
      const why = await admin.api.get(`/access?entity=core.attachment&record=${file.id}&operator=${id}`)
      expect(why.json<{ allowed: boolean; reasons: { kind: string; opens: boolean }[] }>()).toMatchObject({
        allowed: false,
        reasons: [
          { kind: 'parent', opens: true },
          { kind: 'paper', opens: false },
        ],
      })
      const found = async (who: typeof service) => (await who.api.get(`/search?q=${invoice.number}`)).body
      expect(await found(admin)).toContain('sales.document')
      expect(await found(service)).not.toContain('sales.document')
      expect((await service.page.get('/')).body).not.toContain('/sales/')
    })

    test('12: Anna and Barbara may the same; Cezary may issue an invoice, and they may not', async () => {
      const admin = await host.as('admin')
      const people = (await admin.api.get('/operators?limit=50')).json<Items>().items
      const roleOf = (login: string) => (people.find((each) => each.login === login)?.role as { id: number }).id
      expect(roleOf('anna')).toBe(roleOf('barbara'))
      const grants = async (login: string) => {
        const { items } = (await admin.api.get(`/roles/${roleOf(login)}/grants`)).json<Items>()
        return new Map(items.map(({ permission, scope }) => [permission, scope]))
      }
      const [secretary, seller] = [await grants('anna'), await grants('cezary')]
      expect([secretary.get('sales.issue-invoices'), seller.get('sales.issue-invoices')]).toEqual([null, 'own'])
      expect([secretary.get('core.send-mail'), seller.get('core.send-mail')]).toEqual(['all', null])
      for (const [login, status] of [
        ['anna', 403],
        ['barbara', 403],
        ['cezary', 200],
      ] as const)
        expect([login, (await (await host.as(login)).page.get('/sales/documents/new')).statusCode]).toEqual([
          login,
          status,
        ])
    })

    test('25: a product and a service take an attribute, which filters and sorts them at once', async () => {
      const { api, page } = await host.as('admin')
      const type = { entity: 'sales.product', labelPl: 'Kolejność', kind: 'number', places: 0 }
      expect((await api.post('/attribute-types', type)).statusCode).toBe(201)
      const ids: number[] = []
      for (const [kind, value] of [
        ['product', '2'],
        ['service', '1'],
      ] as const) {
        const [one] = (await api.get(`/sales/products?kind=${kind}&limit=1`)).json<Items>().items
        const body = { version: one?.version, attributes: { kolejnosc: value } }
        expect((await api.put(`/sales/products/${one?.id}`, body)).statusCode).toBe(200)
        ids.push(one?.id ?? 0)
      }
      const { items } = (await api.get('/sales/products?attr.kolejnosc.ge=1&sort=attr.kolejnosc')).json<Items>()
      expect(items.map(({ id }) => id)).toEqual(ids.toReversed())
      expect((await page.get(`/sales/products/${ids[0]}/edit`)).body).toContain('name="attr.kolejnosc"')
    })

    test('25: a product and a service come out of a file with their attributes, and go again', async () => {
      const admin = await host.as('admin')
      const items = [{ labelPl: 'Łatwopalny', labelEn: 'Flammable' }, { labelPl: 'Zwykły' }]
      const type = { entity: 'sales.product', labelPl: 'Skład', kind: 'choice', items }
      expect((await admin.api.post('/attribute-types', type)).statusCode).toBe(201)
      const mapping = {
        ...{ Kod: 'code', Nazwa: 'namePl', Rodzaj: 'kind', JM: 'unit', VAT: 'vatRate', Cena: 'price' },
        ...{ Skład: 'attr.sklad', Kolejność: 'attr.kolejnosc' },
      }
      const lines = [
        Object.keys(mapping).join(';'),
        'IMP-1;Olej opałowy;Towar;szt;podstawowa;1 234,56;łatwopalny;7',
        'IMP-2;Przegląd;Usługa;szt;Podstawowa;99;Flammable;8',
        'IMP-3;Nic;Towar;beczka;podstawowa;1;Zwykły;9',
        'IMP-4;Nic;Towar;szt;podstawowa;1;Wybuchowy;9',
      ]
      const came = await importFile(host, admin, { entity: 'sales.product', lines, mapping })
      expect(came.refused).toEqual([
        [4, 'no-relation'],
        [5, 'unknown-choice'],
      ])
      const found = async (query: string) => (await admin.api.get(`/sales/products?${query}`)).json<Items>().items
      expect(await found('attr.sklad=latwopalny&sort=-attr.kolejnosc&cols=attr.kolejnosc')).toMatchObject([
        { code: 'IMP-2', kind: 'service', attributes: { kolejnosc: '8' } },
        { code: 'IMP-1', kind: 'product', price: '1234.56', attributes: { kolejnosc: '7' } },
      ])
      const again = { entity: 'sales.product', match: 'code', mapping: { Kod: 'code', Skład: 'attr.sklad' } }
      const changed = await importFile(host, admin, {
        ...again,
        lines: ['Kod;Skład', 'G2;Zwykły', 'IMP-2;Łatwopalny'],
      })
      expect(changed.counts).toEqual({ new: 0, changed: 1, unchanged: 1, refused: 0 })
      expect(await found('attr.sklad=zwykly')).toMatchObject([{ code: 'G2' }])
      for (const { changeSetId } of [changed, came])
        expect((await admin.api.post(`/change-sets/${changeSetId}/reversal`)).statusCode).toBe(201)
      expect(await found('attr.sklad.empty=no')).toEqual([])
      expect(await found('code.starts=IMP')).toEqual([])
    })

    test('33, 44: the page of the hotel has a panel of its invoices', async () => {
      const { page } = await host.as('admin')
      const home = `/contractors/${invoice.contractorId}`
      expect((await page.get(home)).body).toContain(`${home}?tab&#x3D;sales.sales"`)
      const panel = await page.get(`/sales/panels/contractor?contractor=${invoice.contractorId}`)
      expect(panel.body).toContain(String(invoice.number))
    })

    test('64: without projects whoever gathers cases is told of their sales all the same', async () => {
      const sums = await host.run((ctx) => {
        const caseIds = () => seen(ctx, caseEntity).where({ id: invoice.caseId }).select('core_case.id')
        return ctx.gather(caseSums, { caseIds })
      })
      expect(sums).toEqual([{ label: 'Sprzedaż netto', amountMinor: invoice.netMinor, currency: 'PLN' }])
    })

    test('54, 55: the invoice is an event of its case, which takes a note and keeps its link', async () => {
      const { api } = await host.as('admin')
      const { id, caseId, version } = await told()
      expect(caseId).toBe(invoice.caseId)
      const noted = await api.put(`/events/${id}`, { version, note: 'Klient prosi o duplikat.' })
      expect([noted.statusCode, noted.json()]).toMatchObject([
        200,
        { note: 'Klient prosi o duplikat.', source: `sales.document:${invoice.id}` },
      ])
      expect((await api.put(`/events/${id}`, { version: version + 1, source: null })).statusCode).toBe(400)
      const removed = await api.delete(`/events/${id}?version=${version + 1}`)
      expect(removed.json()).toMatchObject({ code: 'core.event-sourced' })
    })
  })
})
