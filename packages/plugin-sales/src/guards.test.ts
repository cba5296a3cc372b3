import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sales from './index.js'
import { issueDocument } from './services/issue-document.js'
import { anInvoice } from './testing/builders.js'

eachDatabase((database) => {
  let host: TestHost
  let id: number
  let draft: number
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database })
    ;[id, draft] = await host.run(async (ctx) => [(await anInvoice(ctx)).id, (await anInvoice(ctx)).id] as const)
    await host.run((ctx) => issueDocument(ctx, id))
    await host.drain()
  })
  afterAll(() => host?.close())

  const sql = (text: string) => host.run((ctx) => ctx.db.raw(text))

  test.each([
    'update sales_document set gross_minor = 1 where id = :id',
    "update sales_document set state = 'draft' where id = :id",
    "update sales_document set buyer = '{}' where id = :id",
    'delete from sales_document where id = :id',
    "update sales_document_line set name = 'x' where document_id = :id",
    'delete from sales_document_line where document_id = :id',
    'update sales_document_rate set tax_minor = 0 where document_id = :id',
    'delete from sales_document_rate where document_id = :id',
    "insert into sales_document_rate (document_id, position, vat_code, net_minor, tax_minor, gross_minor) values (:id, 9, '8', 1, 0, 1)",
    'update sales_document_line set document_id = :id, position = 9 where document_id = :draft',
    "update sales_document_file set sha256 = 'x' where document_id = :id",
  ])('the database itself refuses on an issued document: %s', async (text) => {
    await expect(sql(text.replace(':id', String(id)).replace(':draft', String(draft)))).rejects.toThrow(
      /berberis-guard/,
    )
  })

  test('whose an issued document is may change, and a draft may go', async () => {
    await sql(`update sales_document set owner_id = null where id = ${id}`)
    await sql(`update sales_document_line set name = 'x' where document_id = ${draft}`)
    await sql(`delete from sales_document where id = ${draft}`)
    const left = await host.run((ctx) => ctx.db('sales_document_line').where({ document_id: draft }))
    expect(left).toEqual([])
  })
})
