import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'
import { Operator } from './operator.js'

describe.each(scratchEngines)('whoever leaves hands over on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let cezary: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
    cezary = await example.as('cezary')
  }, 120_000)
  afterAll(() => example.drop())

  const row = (login: string) => Operator.query(example.host.kernel.db).findOne({ login }).throwIfNotFound()
  const deactivate = async (login: string, body: object) => {
    const { id, version } = await row(login)
    return example.host.app.inject({
      method: 'POST',
      url: `/api/operators/${id}/deactivation`,
      headers: { ...adam.api },
      payload: { version, reason: 'Nowa praca', ...body },
    })
  }
  const count = async (url: string) => {
    const answer = await example.host.app.inject({ url: `/api${url}&count=yes`, headers: { ...adam.api } })
    return answer.json<{ count: { value: number } }>().count.value
  }

  it('§11.6: Cezary without an heir is refused with his open records counted, by kind', async () => {
    const refused = await deactivate('cezary', {})
    expect([refused.statusCode, refused.json()]).toMatchObject([
      422,
      { code: 'core.hand-over-needed', open: { 'core.case': 6 } },
    ])
    const { id } = await row('cezary')
    const page = await example.host.app.inject({ url: `/operators/${id}/deactivation`, headers: { ...adam.page } })
    expect(page.body).toMatch(/<dt>Sprawa<\/dt><dd>6<\/dd>/)
  })

  it('says of everything that has an owner what of it is open', () => {
    const entities = example.host.kernel.registry.plugins.flatMap((plugin) => plugin.entities ?? [])
    const owned = entities.filter(({ own = [] }) => own.length > 0)
    expect(owned.length).toBeGreaterThan(4)
    expect(owned.filter(({ open }) => open === undefined).map(({ id }) => id)).toEqual([])
  })

  it('wants an heir who works here and is somebody else, and a reason', async () => {
    const [{ id: cezaryId }, { id: franciszek }] = [await row('cezary'), await row('franciszek')]
    const codes = []
    for (const body of [{ handOverTo: cezaryId }, { handOverTo: 999_999 }, { handOverTo: franciszek, reason: ' ' }])
      codes.push((await deactivate('cezary', body)).json<{ code: string }>().code)
    expect(codes).toEqual(['core.hand-over-inactive', 'core.hand-over-inactive', 'core.required'])
    expect(await count(`/cases?owner=${cezaryId}`)).toBe(6)
  })

  it('§11.6: with Dorota as heir she owns nine cases, his done events keep him, his token answers 401', async () => {
    const [{ id: cezaryId }, { id: dorota }] = [await row('cezary'), await row('dorota')]
    const done = await count(`/events?owner=${cezaryId}&state=done`)
    const planned = await count(`/events?owner=${cezaryId}&state=planned`)
    const hers = await count(`/events?owner=${dorota}&state=planned`)
    expect([done > 0, (await deactivate('cezary', { handOverTo: dorota })).statusCode]).toEqual([true, 201])

    expect([await count(`/cases?owner=${dorota}`), await count(`/cases?owner=${cezaryId}`)]).toEqual([9, 0])
    expect(await count(`/events?owner=${cezaryId}&state=done`)).toBe(done)
    expect(await count(`/events?owner=${cezaryId}&state=planned`)).toBe(0)
    expect(await count(`/events?owner=${dorota}&state=planned`)).toBe(hers + planned)
    const his = await example.host.app.inject({ url: '/api/cases', headers: { ...cezary.api } })
    const page = await example.host.app.inject({ url: '/cases', headers: { ...cezary.page } })
    expect([his.statusCode, page.statusCode]).toEqual([401, 303])
  })

  it('says in the trail of every record that went, who had it and who has it', async () => {
    const [{ id: cezaryId }, { id: dorota }] = [await row('cezary'), await row('dorota')]
    const trail: { changes: string }[] = await example.host.kernel
      .db('core_audit')
      .where({ entity: 'core.case', action: 'changed' })
      .where('changes', 'like', '%ownerId%')
      .select('changes')
    expect(trail).toHaveLength(6)
    expect(JSON.parse(String(trail[0]?.changes))).toEqual([{ field: 'ownerId', before: cezaryId, after: dorota }])
    const left: { changes: string } = await example.host.kernel
      .db('core_audit')
      .where({ action: 'deactivated' })
      .first()
    expect(JSON.parse(left.changes)).toContainEqual({ field: 'reason', before: null, after: 'Nowa praca' })
  })

  it('keeps his tokens ended when he is let in again', async () => {
    const { id, version } = await row('cezary')
    const back = await example.host.app.inject({
      method: 'DELETE',
      url: `/api/operators/${id}/deactivation?version=${version}`,
      headers: { ...adam.api },
    })
    expect(back.statusCode).toBe(204)
    const his = await example.host.app.inject({ url: '/api/cases', headers: { ...cezary.api } })
    expect(his.statusCode).toBe(401)
  })
})
