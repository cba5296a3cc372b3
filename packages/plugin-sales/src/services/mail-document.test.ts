import { eachDatabase, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import type { ErrandAnswer } from '@berberis/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sales from '../index.js'
import { Handing } from '../models/handing.js'
import { anInvoice } from '../testing/builders.js'
import { refusalOf } from '../testing/refusals.js'
import { issueDocument } from './issue-document.js'
import { keepOriginal } from './keep-original.js'
import { mailDocument } from './mail-document.js'

eachDatabase((database) => {
  let host: TestHost
  let answer: ErrandAnswer<{ response: string }>
  let sent = 0
  const port = {
    describes: 'a server that answers as it is told' as string | null,
    send: async (_message: unknown, handingOver: () => Promise<void>) => {
      await handingOver()
      sent += 1
      return answer
    },
  }
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database, mail: port })
  })
  afterAll(async () => {
    await host?.close()
    stopRenderer()
  })

  const issued = () =>
    host.run(async (ctx) => {
      const { id } = await anInvoice(ctx)
      await issueDocument(ctx, id)
      return id
    })
  const handings = (id: number) => host.run((ctx) => Handing.of(ctx, id))

  test('a mail the server refuses for good is a failed handing, with the reason', async () => {
    answer = { state: 'refused', reason: '550 no such mailbox', permanent: true }
    const id = await issued()
    await host.run((ctx) => mailDocument(ctx, id, { to: 'nikt@hotel.example' }))
    await host.drain()
    expect(await handings(id)).toMatchObject([{ state: 'failed', reason: expect.stringContaining('550'), attempt: 1 }])
  })

  test('a mail in doubt is not sent again by pressing once more', async () => {
    answer = { state: 'uncertain', reason: 'connection lost' }
    const id = await issued()
    const before = sent
    const first = await host.run((ctx) => mailDocument(ctx, id, { to: 'recepcja@hotel.example' }))
    await host.drain()
    const second = await host.run((ctx) => mailDocument(ctx, id, { to: 'recepcja@hotel.example' }))
    await host.drain()
    expect([second.id, sent - before]).toEqual([first.id, 1])
    expect(await handings(id)).toMatchObject([{ state: 'uncertain' }])
  })

  test('a mail asked for before the PDF is kept waits for it, and leaves with it', async () => {
    answer = { state: 'done', answer: { response: '250' } }
    const id = await issued()
    const before = sent
    const first = await host.run((ctx) => mailDocument(ctx, id, { to: 'recepcja@hotel.example' }))
    const again = await host.run((ctx) => mailDocument(ctx, id, { to: 'recepcja@hotel.example' }))
    expect(again.id).toBe(first.id)
    const files = () => host.run((ctx) => ctx.db('sales_document_file').where({ document_id: id }))
    expect([await files(), await handings(id)]).toMatchObject([[], [{ state: 'queued' }]])

    await host.drain()
    expect(await files()).toHaveLength(1)
    expect([await handings(id), sent - before]).toMatchObject([[{ state: 'sent', attempt: 1 }], 1])
  })

  test('a mail that cannot leave any more when its PDF is there is a failed handing, and the PDF is kept', async () => {
    const id = await issued()
    await host.run((ctx) => mailDocument(ctx, id, { to: 'recepcja@hotel.example' }))
    const { describes } = port
    port.describes = null
    await host.drain()
    port.describes = describes
    expect(await handings(id)).toMatchObject([{ state: 'failed', reason: expect.stringMatching(/poczt/i) }])
    const files = await host.run((ctx) => ctx.db('sales_document_file').where({ document_id: id }))
    expect(files).toHaveLength(1)
  })

  test('a mail that is queued already still leaves when its PDF is kept a second time and nobody could send', async () => {
    answer = { state: 'done', answer: { response: '250' } }
    const id = await issued()
    await host.drain()
    await host.run((ctx) => mailDocument(ctx, id, { to: 'recepcja@hotel.example' }))
    const { describes } = port
    port.describes = null
    await host.run((ctx) => keepOriginal(ctx, { documentId: id }, null))
    port.describes = describes
    expect(await handings(id)).toMatchObject([{ state: 'queued', reason: null }])

    await host.drain()
    expect(await handings(id)).toMatchObject([{ state: 'sent', reason: null }])
  })

  test('a draft is not sent, nor anything to what is no address', async () => {
    const { id } = await host.run((ctx) => anInvoice(ctx))
    expect(await refusalOf(host.run((ctx) => mailDocument(ctx, id, { to: 'a@b.example' })))).toBe('sales.not-issued')
    const to = 'a@b.example\nBcc: c@d.example'
    const bad = issued().then((done) => host.run((ctx) => mailDocument(ctx, done, { to })))
    expect(await refusalOf(bad)).toEqual(['to core.bad-email'])
  })

  test('nothing is queued while no mail server is configured', async () => {
    const silent = await testHost({ plugins: [sales], database })
    const id = await silent.run(async (ctx) => {
      const made = await anInvoice(ctx)
      return (await issueDocument(ctx, made.id)).id
    })
    const refused = silent.run((ctx) => mailDocument(ctx, id, { to: 'a@b.example' }))
    expect(await refusalOf(refused)).toBe('core.mail-not-configured')
    await silent.close()
  })
})
