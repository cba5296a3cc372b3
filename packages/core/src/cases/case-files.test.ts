import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; items: Json[] }

describe.each(scratchEngines)('the files of a case on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let caseId: number
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
    caseId = (await api('/cases?q=grzewcz')).items[0]?.id ?? 0
    const [offer] = (await api(`/events?case=${caseId}&type=offer`)).items
    await upload(offer?.id ?? 0, 'zdjęcie.svg', '<svg onload="alert(1)"></svg>')
    await upload(offer?.id ?? 0, 'list.eml', 'From: a@b.example\nSubject: x\n\n<script>alert(1)</script>')
  }, 240_000)
  afterAll(() => example.drop())

  const get = (url: string, headers = adam.api) => example.host.app.inject({ url, headers })
  const api = async (url: string) => (await get(`/api${url}`)).json<Json>()
  const files = async (query = '') => (await api(`/cases/${caseId}/attachments${query}`)).items
  const upload = async (eventId: number, name: string, content: string) => {
    const payload = `--x\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n${content}\r\n--x--\r\n`
    const headers = { ...adam.api, 'content-type': 'multipart/form-data; boundary=x' }
    const url = `/api/events/${eventId}/attachments`
    expect((await example.host.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(201)
  }

  it('inventory 46: are narrowed by what they are and by which way they went, newest first', async () => {
    const all = await files()
    const times = all.map(({ at }) => String(at))
    expect(times).toEqual([...times].sort().reverse())
    const kinds = ['pdf', 'image', 'mail', 'office', 'sound', 'other']
    const each = await Promise.all(kinds.map((kind) => files(`?kind=${kind}`)))
    expect(each.flat()).toHaveLength(all.length)
    each.forEach((some, at) => expect(some.every(({ kind }) => kind === kinds[at])).toBe(true))
    expect(each[2]?.map(({ name }) => name)).toContain('list.eml')

    const out = await files('?direction=out')
    expect(out.map(({ name }) => name)).toEqual(expect.arrayContaining(['list.eml', 'zdjęcie.svg']))
    expect(out.length).toBeLessThan(all.length)
    expect(await files('?direction=in&kind=mail')).toEqual([])
    const page = (await get(`/cases/${caseId}/attachments?direction=out&kind=mail`, adam.page)).body
    expect(page).toContain('list.eml')
    expect(page).toContain('wychodzące')
    expect(page.split('<aside')[0]).not.toContain('zdjęcie.svg')
    expect((await get(`/api/cases/${caseId}/attachments?kind=movie`)).statusCode).toBe(400)
  })

  it('inventory 56: are shown only where nothing in them can run', async () => {
    const of = async (name: string) => (await files()).find((file) => file.name === name)
    const letter = await get(`/attachments/${(await of('list.eml'))?.id}/preview`, adam.page)
    expect(letter.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    expect(letter.body).toContain('<script>')
    const drawing = await of('zdjęcie.svg')
    expect(drawing?.preview).toBeNull()
    expect((await get(`/attachments/${drawing?.id}/preview`, adam.page)).statusCode).toBe(404)
    expect((await get(`/attachments/${drawing?.id}/content`, adam.page)).headers['content-type']).toBe(
      'application/octet-stream',
    )
    const stranger = await example.as('grazyna')
    expect((await get(`/api/attachments/${drawing?.id}/preview`, stranger.api)).statusCode).toBe(404)
  })

  it('inventory 56: come back byte for byte, whatever they are', async () => {
    const [event] = (await api(`/events?case=${caseId}&type=meeting`)).items
    const bytes = new Map(
      ['oferta.xlsx', 'list.eml', 'umowa.pdf', 'plan.tiff'].map((name) => [name, randomBytes(5000)]),
    )
    const form = new FormData()
    for (const [name, content] of bytes) form.append('files', new Blob([content]), name)
    const body = new Response(form)
    const sent = await example.host.app.inject({
      method: 'POST',
      url: `/api/events/${event?.id}/attachments`,
      headers: { ...adam.api, 'content-type': body.headers.get('content-type') ?? '' },
      payload: Buffer.from(await body.arrayBuffer()),
    })
    expect(sent.statusCode).toBe(201)
    const kept = (await api(`/events/${event?.id}/attachments`)).items.filter(({ name }) => bytes.has(String(name)))
    expect(kept.map(({ name }) => String(name)).sort()).toEqual([...bytes.keys()].sort())
    for (const { id, name } of kept) {
      const { rawPayload } = await get(`/attachments/${id}/content`, adam.page)
      expect([name, rawPayload.equals(bytes.get(String(name)) ?? Buffer.alloc(0))]).toEqual([name, true])
    }
  })
})
