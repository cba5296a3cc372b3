import { anOperator, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from './index.js'
import { OrderLine } from './models/order-line.js'
import { SalesDocument } from './models/sales-document.js'
import { draftInvoice } from './services/draft-invoice.js'
import { issueDocument } from './services/issue-document.js'
import { anInvoice, aPlacedOrder } from './testing/builders.js'

describe('what a secretary may', () => {
  let host: TestHost
  let draft: number
  let issued: number
  let order: number
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
    await host.run(async (ctx) => {
      await anOperator(ctx, { login: 'anna', name: 'Anna Adamska', role: 'secretary' })
      await anOperator(ctx, { login: 'cezary', name: 'Cezary Cichy', role: 'seller' })
      ;[draft, issued, order] = [(await anInvoice(ctx)).id, (await anInvoice(ctx)).id, (await aPlacedOrder(ctx)).id]
      await issueDocument(ctx, issued)
    })
  })
  afterAll(() => host?.close())

  test('Anna cannot issue: 403 at both doors, naming the permission, and nothing happens', async () => {
    const { page, api } = await host.as('anna')
    for (const address of [`/sales/documents/${draft}/issue`, `/sales/orders/${order}/invoices`, '/sales/documents']) {
      const refused = await api.post(address, {})
      expect(refused.statusCode).toBe(403)
      expect(refused.json()).toMatchObject({ code: 'core.not-permitted', permission: 'sales.issue-invoices' })

      const shown = await page.post(address, {})
      expect(shown.statusCode).toBe(403)
      expect(shown.body).toContain('Wystawianie faktur')
    }
    const after = await host.run(async (ctx) => SalesDocument.query(ctx.db).findById(draft))
    expect(after?.state).toBe('draft')
  })

  test('Anna reads invoices and orders, and sees no button that would issue one', async () => {
    const { page } = await host.as('anna')
    const document = await page.get(`/sales/documents/${draft}`)
    expect(document.statusCode).toBe(200)
    expect(document.body).not.toContain(`/sales/documents/${draft}/issue`)
    const shown = await page.get(`/sales/orders/${order}`)
    expect(shown.body).not.toContain(`/sales/orders/${order}/invoices`)
    expect(shown.body).not.toContain('/sales/documents/new')
  })

  test('a seller writes his own invoices and only sees those of others', async () => {
    const { api, page } = await host.as('cezary')
    expect((await api.get(`/sales/documents/${draft}`)).statusCode).toBe(200)
    expect((await api.post(`/sales/documents/${draft}/issue`, {})).statusCode).toBe(403)
    expect((await page.get(`/sales/documents/${draft}`)).body).not.toContain(`/sales/documents/${draft}/issue`)

    const { contractorId } = await host.run(async (ctx) =>
      SalesDocument.query(ctx.db).findById(draft).throwIfNotFound(),
    )
    const line = { name: 'Usługa', qty: '1', unitPrice: '100' }
    const made = await api.post('/sales/documents', { contractorId, lines: [line] })
    expect(made.statusCode).toBe(201)
    const { id, version } = made.json() as { id: number; version: number }
    expect((await page.get(`/sales/documents/${id}`)).body).toContain(`/sales/documents/${id}/issue`)
    const issuing = await api.post(`/sales/documents/${id}/issue`, { version, note: 'Dziękujemy' })
    expect([issuing.statusCode, issuing.json()]).toMatchObject([200, { state: 'issued', note: 'Dziękujemy' }])
  })

  test('a calculation tells of an order only through an invoice for it that one may see', async () => {
    const [invoice, line] = await host.run(async (ctx) => [
      await draftInvoice(ctx, order),
      (await OrderLine.of(ctx, order))[0],
    ])
    const { api } = await host.as('cezary')
    const typed = { lines: [{ orderLineId: line?.id, qty: '1' }] }
    const seen = await api.post(`/sales/documents/calculation?document=${invoice.id}`, typed)
    expect(seen.json()).toMatchObject({ netMinor: 10_000, faults: [] })

    for (const query of ['', `?orderOf=${order}`, `?order=${order}`]) {
      const asked = await api.post(`/sales/documents/calculation${query}`, typed)
      expect(JSON.stringify(asked.json())).not.toContain('10000')
    }
    expect((await api.post('/sales/documents/calculation?document=999999', typed)).statusCode).toBe(404)
  })

  test('nobody leaves while drafts and unbilled orders are his', async () => {
    const { api } = await host.as('admin')
    const leaving = await host.run(async (ctx) => {
      const { id } = await anOperator(ctx, { login: 'edek', name: 'Edek Odchodzący', role: 'seller' })
      await anInvoice(ctx, { ownerId: id })
      await aPlacedOrder(ctx, { ownerId: id })
      return id
    })
    const refused = await api.post(`/operators/${leaving}/deactivation`, { version: 1, reason: 'koniec umowy' })
    expect([refused.statusCode, refused.json()]).toMatchObject([
      422,
      { code: 'core.hand-over-needed', open: { 'sales.document': 1, 'sales.order': 1 } },
    ])
  })

  test('a seller may not date an invoice back', async () => {
    const { api } = await host.as('cezary')
    const { contractorId } = await host.run(async (ctx) =>
      SalesDocument.query(ctx.db).findById(draft).throwIfNotFound(),
    )
    const line = { name: 'Usługa', qty: '1', unitPrice: '100' }
    const made = await api.post('/sales/documents', { contractorId, issuedOn: '2026-11-02', lines: [line] })
    const { id } = made.json() as { id: number }
    const refused = await api.post(`/sales/documents/${id}/issue`, {})
    expect([refused.statusCode, refused.json()]).toMatchObject([403, { permission: 'sales.backdate' }])
  })
})
