import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertMany } from '../db/bulk.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

const MANY = 500

/** Spec-core §11.10 without its clock, which the bench has: statements, and what a page is made of. */
describe.each(scratchEngines)('five hundred attributes on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
    await example.run(async (ctx) => {
      const same = { version: 1, created_at: ctx.now(), entity: 'core.contractor', required: false, width: 3 }
      const more = { system: false, unique_values: false, kind: 'number', places: 0 }
      const rows = Array.from({ length: MANY }, (_, at) => ({
        ...same,
        ...more,
        key: `pole-${at + 1}`,
        label_pl: `Pole ${at + 1}`,
        position: at + 100,
      }))
      await insertMany(ctx.db, 'core_attribute_type', rows)
      await ctx.db('core_revision').where({ name: 'attributes' }).increment('n', 1)
    })
    await put(`/contractors/${await imperial()}`, { [`pole-${MANY}`]: '7' })
  }, 120_000)
  afterAll(() => example.drop())

  const get = (url: string, headers = adam.page) => example.host.app.inject({ url, headers })
  const imperial = async () =>
    (await get('/api/contractors?q=imperial', adam.api)).json<{ items: { id: number }[] }>().items[0]?.id
  const put = async (url: string, attributes: object) => {
    const { version } = (await get(`/api${url}`, adam.api)).json<{ version: number }>()
    const payload = { version, attributes }
    return example.host.app.inject({ method: 'PUT', url: `/api${url}`, headers: adam.api, payload })
  }
  const statementsOf = async (url: string) => {
    const { db } = example.host.kernel
    let asked = 0
    const note = ({ sql }: { readonly sql: string }) => void (/^(begin|commit|rollback)/i.test(sql) || (asked += 1))
    db.on('query', note)
    await get(url)
    db.removeListener('query', note)
    return asked
  }
  const elements = (html: string) => (html.match(/<[a-z][^>]*>/g) ?? []).length

  it('§11.10: filter and sort by the 500th', async () => {
    const found = await get(`/api/contractors?attr.pole-${MANY}.ge=5&sort=-attr.pole-${MANY}`, adam.api)
    expect(found.json<{ items: object[] }>().items).toHaveLength(1)
    const first = await get(`/api/contractors?sort=attr.pole-${MANY}&limit=1`, adam.api)
    expect(first.json<{ items: { id: number }[] }>().items[0]?.id).toBe(await imperial())
    const url = `/contractors?attr.pole-${MANY}.ge=5&sort=attr.pole-${MANY}&cols=displayName,attr.pole-${MANY}`
    expect((await get(url)).statusCode).toBe(200)
    expect(await statementsOf(url)).toBeLessThanOrEqual(12)
    expect(await statementsOf(`/contractors/${await imperial()}/edit`)).toBeLessThanOrEqual(12)
  })

  it('draw a form of at most 2 500 elements, whose sections come when they are opened', async () => {
    const form = await get(`/contractors/${await imperial()}/edit`)
    expect(form.statusCode).toBe(200)
    expect(elements(form.body)).toBeLessThan(2500)
    expect(form.body).not.toContain('name="attr.pole-500"')
    const places = [...form.body.matchAll(/data-fields-of="([^"]+)"/g)].map(([, at = '']) =>
      at.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
    )
    expect(places.length).toBeGreaterThan(20)
    const last = await get(places.at(-1) ?? '')
    expect(last.body).toMatch(/name="attr.pole-500"[^>]*value="7"/)
    expect(elements(last.body)).toBeLessThan(2500)
  })

  it('keep what was not fetched when the form is saved, and bring a section with what is wrong in it', async () => {
    const at = `/contractors/${await imperial()}`
    const { version } = (await get(`/api${at}`, adam.api)).json<{ version: number }>()
    const send = (fields: Record<string, string>) =>
      example.host.app.inject({
        method: 'POST',
        url: at,
        headers: { ...adam.page, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ version: String(version), ...fields }).toString(),
      })
    const refused = await send({ 'attr.pole-21': 'siedem' })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toMatch(/name="attr.pole-21"[^>]*value="siedem"/)
    expect(elements(refused.body)).toBeLessThan(2500)

    expect((await send({ 'attr.pole-21': '8' })).statusCode).toBe(303)
    const { attributes } = (await get(`/api${at}`, adam.api)).json<{ attributes: Record<string, string> }>()
    expect(attributes).toMatchObject({ 'pole-21': '8', 'pole-500': '7', branza: ['hotelarstwo', 'gastronomia'] })
  })

  it('are administered fifty at a time', async () => {
    const page = await get('/attribute-types?entity=core.contractor')
    expect(page.statusCode).toBe(200)
    expect(elements(page.body)).toBeLessThan(2500)
    const found = await get('/attribute-types?entity=core.contractor&q=pole+499')
    expect(found.body).toContain('Pole 499')
    expect(found.body).not.toContain('Pole 498')
  })
})
