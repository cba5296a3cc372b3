import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { anOperator, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { anInvoice } from '../testing/builders.js'
import { issueDocument } from './issue-document.js'

describe('the PDF of a document', () => {
  let host: TestHost
  let folder: string
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
    folder = join(host.host.kernel.config.dataFolder, 'templates')
    mkdirSync(folder, { recursive: true })
  })
  afterAll(async () => {
    await host?.close()
    stopRenderer()
  })

  const pdfOf = async (id: number) => (await host.as('admin')).api.get(`/sales/documents/${id}/pdf`)
  const issued = () =>
    host.run(async (ctx) => {
      const { id } = await anInvoice(ctx)
      await issueDocument(ctx, id)
      return id
    })

  test('is kept when it was made first, and stays the same when the template is replaced', async () => {
    const old = await issued()
    const early = await pdfOf(old)
    await host.drain()
    const before = await pdfOf(old)
    expect(before.rawPayload.equals(early.rawPayload)).toBe(true)

    const fresh = await issued()
    writeFileSync(join(folder, 'invoice.typ'), '#set page(width: 5cm, height: 5cm)\nWłasny szablon')
    const after = await pdfOf(old)
    expect(after.rawPayload.equals(before.rawPayload)).toBe(true)

    const own = await pdfOf(fresh)
    expect(own.statusCode).toBe(200)
    expect(own.rawPayload.byteLength).toBeLessThan(before.rawPayload.byteLength)
  })

  test('says plainly when the template in force cannot be rendered, and is made once it can', async () => {
    const id = await issued()
    writeFileSync(join(folder, 'invoice.typ'), '#nothing-of-the-kind()')
    const refused = await pdfOf(id)
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { code: 'sales.bad-template' }])

    rmSync(join(folder, 'invoice.typ'))
    expect((await pdfOf(id)).statusCode).toBe(200)
  })

  test('of a draft is made anew each time and kept nowhere', async () => {
    const { id } = await host.run((ctx) => anInvoice(ctx))
    const preview = await pdfOf(id)
    expect([preview.statusCode, preview.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(preview.headers['content-disposition']).toBe(`inline; filename="szkic-${id}.pdf"`)
    await host.run((ctx) => anOperator(ctx, { login: 'john', role: 'manager', locale: 'en' }))
    const english = await (await host.as('john')).page.get(`/sales/documents/${id}/pdf`)
    expect(english.headers['content-disposition']).toBe(`inline; filename="draft-${id}.pdf"`)
    const kept = await host.run((ctx) => ctx.db('sales_document_file').where({ document_id: id }))
    expect(kept).toEqual([])
  })
})
