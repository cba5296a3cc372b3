import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; version: number; items: Record<string, unknown>[] }

describe.each(scratchEngines)('what is set up on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())
  const api = async (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: { ...adam.api },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const newest = async () => (await api('GET', '/audit?limit=1')).json.items[0] ?? {}
  const undoNewest = async () => api('POST', `/change-sets/${String((await newest())['changeSetId'])}/reversal`)

  it('goes back in one click: settings, rights of a role, its name, and a series', async () => {
    await api('PUT', '/settings/core', { undoDays: 60, firmCity: 'Sopot' })
    expect(await newest()).toMatchObject({ entity: 'core.setting', undoable: true })
    expect((await undoNewest()).json).toMatchObject({ restored: 1, left: [] })
    expect((await api('GET', '/settings/core')).json).toMatchObject({ undoDays: 30 })

    const { items } = (await api('GET', '/roles')).json
    const role = items.find(({ key }) => key === 'secretary') ?? {}
    const at = `/roles/${String(role['id'])}`
    await api('PUT', `${at}/grants/core.read-cases`, { scope: 'own' })
    const grant = () =>
      example.host.kernel.db('core_grant').where({ role_id: role['id'], permission: 'core.read-cases' }).pluck('scope')
    expect(await grant()).toEqual(['own'])
    expect((await undoNewest()).json).toMatchObject({ restored: 1 })
    expect(await grant()).toEqual(['all'])

    await api('PUT', at, { version: role['version'], name: 'Biuro' })
    expect((await undoNewest()).json).toMatchObject({ restored: 1 })
    expect((await api('GET', at)).json['name']).toBe(role['name'])

    const { version, pattern } = (await api('GET', '/series/core.case')).json
    await api('PUT', '/series/core.case', { version, pattern: 'Sprawa {N}/{YYYY}', reset: 'year' })
    expect((await api('GET', '/series/core.case')).json['pattern']).toBe('Sprawa {N}/{YYYY}')
    expect((await undoNewest()).json).toMatchObject({ restored: 1, left: [] })
    expect((await api('GET', '/series/core.case')).json['pattern']).toBe(pattern)
  })

  it('inventory 21: goes back for a set of values too, whose change says who, when, before and after', async () => {
    const type = async () => {
      const { items } = (await api('GET', '/attribute-types?entity=core.contractor')).json
      return (items as Json[]).find(({ key }) => key === 'wielkosc-firmy') ?? ({} as Json)
    }
    const { id, version, items } = await type()
    const small = items.find(({ key }) => key === 'mala') ?? {}
    await api('PUT', `/attribute-types/${id}/items/${String(small['id'])}`, { version, labelPl: 'Drobna' })
    const renamed = async () => (await type()).items.find(({ key }) => key === 'mala')?.['labelPl']
    expect(await renamed()).toBe('Drobna')
    expect(await newest()).toMatchObject({
      operator: { label: 'Adam Admin' },
      at: expect.stringMatching(/^2026-11-05T/) as unknown,
      changes: [expect.objectContaining({ before: 'Mała', after: 'Drobna' })],
    })
    expect((await undoNewest()).json).toMatchObject({ restored: 1, left: [] })
    expect(await renamed()).toBe('Mała')
  })

  it('leaves what was set anew since', async () => {
    await api('PUT', '/settings/core', { undoDays: 45 })
    const first = String((await newest())['changeSetId'])
    await api('PUT', '/settings/core', { undoDays: 50 })
    const refused = await api('POST', `/change-sets/${first}/reversal`)
    expect(refused.json).toMatchObject({ code: 'core.undo-nothing', left: [{ reason: 'core.changed-since' }] })
  })

  it('is found in the trail by change set and by day', async () => {
    const one = await newest()
    const found = (await api('GET', `/audit?changeSet=${String(one['changeSetId'])}`)).json.items
    expect(found.map(({ id }) => id)).toEqual([one['id']])
    expect((await api('GET', '/audit?from=2026-11-06')).json.items).toEqual([])
    expect((await api('GET', '/audit?to=2026-11-05&limit=1')).json.items).toHaveLength(1)
    const shown = await example.host.app.inject({ url: '/audit', headers: { ...adam.page } })
    expect(shown.body).toContain(`/change-sets/${String(one['changeSetId'])}/reversal`)
  })
})
