import { afterAll, beforeAll, expect, it } from 'vitest'
import { eachDatabase, importFile, testHost, type TestHost } from '@berberis/sdk/testing'
import plugin from './index.js'

interface Listed {
  readonly items: readonly { readonly name: string }[]
}

eachDatabase((database) => {
  let host: TestHost
  let adam: Awaited<ReturnType<TestHost['as']>>
  beforeAll(async () => {
    host = await testHost({ plugins: [plugin], database, example: true })
    adam = await host.as('admin')
  })
  afterAll(() => host.close())

  const listed = async (query: string) => (await adam.api.get(`/projects?${query}`)).json<Listed>().items

  it('inventory 25: a project and its attributes come out of a file, its owner by name, and go again', async () => {
    const items = [{ labelPl: 'Wysokie', labelEn: 'High' }, { labelPl: 'Niskie' }]
    const type = { entity: 'projects.project', labelPl: 'Ryzyko', kind: 'choice', items }
    expect((await adam.api.post('/attribute-types', type)).statusCode).toBe(201)
    const before = (await listed('')).length
    const lines = [
      'Nazwa;Opiekun;Od;Ryzyko',
      'Osiedle Sady;Cezary Cichy;2026-12-01;Wysokie',
      'Osiedle Łąki;;1.12.2026;Low',
      'Modernizacja hotelu;;;Niskie',
    ]
    const mapping = { Nazwa: 'name', Opiekun: 'owner', Od: 'fromDay', Ryzyko: 'attr.ryzyko' }
    const came = await importFile(host, adam, { entity: 'projects.project', lines, mapping })
    expect(came.counts).toEqual({ new: 1, changed: 0, unchanged: 0, refused: 2 })
    expect(came.refused.map(([line]) => line)).toEqual([3, 4])
    const found = await listed('attr.ryzyko=wysokie&cols=attr.ryzyko')
    expect(found).toMatchObject([{ name: 'Osiedle Sady', owner: { label: 'Cezary Cichy' }, fromDay: '2026-12-01' }])
    const undone = await adam.api.post(`/change-sets/${came.changeSetId}/reversal`)
    expect([undone.statusCode, (await listed('')).length]).toEqual([201, before])
    expect((await adam.page.get('/projects')).body).toContain('/imports/new?entity&#x3D;projects.project')
  })
})
