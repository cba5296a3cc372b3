import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseEntity, contractor, seen } from '@berberis/sdk'
import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import plugin from './index.js'

interface Listed {
  readonly items: readonly { readonly id: number | string; readonly name: string; readonly caseCount: number }[]
}

eachDatabase((database) => {
  describe('projects of the example firm', () => {
    let host: TestHost
    let adam: Awaited<ReturnType<TestHost['as']>>
    beforeAll(async () => {
      host = await testHost({ plugins: [plugin], database, example: true })
      adam = await host.as('admin')
    })
    afterAll(() => host.close())

    const counts = async (who = adam) => {
      const { items } = (await who.api.get('/projects?cols=caseCount')).json<Listed>()
      return Object.fromEntries(items.map(({ name, caseCount }) => [name, caseCount]))
    }
    const idOf = async (name: string) => {
      const { items } = (await adam.api.get('/projects')).json<Listed>()
      return items.find((item) => item.name === name)?.id
    }
    const caseId = async (name: string, kind?: string) => {
      const ctx = await host.ctx()
      const rows = seen(ctx, caseEntity).where({ name })
      if (kind) void rows.whereIn('contractorId', seen(ctx, contractor).where({ kind }).select('id'))
      return (await rows.first())?.id ?? 0
    }

    it('§11.20: shows the two of its own by name, then the two automatic ones, with their cases', async () => {
      const { items } = (await adam.api.get('/projects?cols=caseCount')).json<Listed>()
      expect(items.map(({ name, caseCount }) => [name, caseCount])).toEqual([
        ['Modernizacja hotelu', 3],
        ['Przetarg: 50 pieców akumulacyjnych', 3],
        ['Nieprzydzielone - Klienci indywidualni', 2],
        ['Nieprzydzielone - Firmy', 6],
      ])
      expect(items.slice(2)).toEqual([
        expect.objectContaining({ id: 'unassigned-individuals', automatic: true, version: 1 }),
        expect.objectContaining({ id: 'unassigned-companies', automatic: true, version: 1 }),
      ])
    })

    it('inventory 51: cases are narrowed by their project, in addresses, menus and files', async () => {
      const hotel = await idOf('Modernizacja hotelu')
      const names = async (query: string) =>
        (await adam.api.get(`/cases?${query}`)).json<Listed>().items.map(({ name }) => name)
      const within = await names(`project=${hotel}`)
      expect(within).toHaveLength(3)
      expect(within).toContain('Kocioł gazowy')
      expect(await names('project.empty=no')).toHaveLength(6)
      const all = await names('limit=200')
      expect(await names(`project.not=${hotel}&limit=200`)).toHaveLength(all.length - 3)
      expect((await adam.api.get('/cases?project=first')).statusCode).toBe(400)

      const page = (await adam.page.get(`/cases?project=${hotel}&cols=name,project`)).body
      expect(page).toContain('Projekt: Modernizacja hotelu')
      expect(page).toContain('name="project"')
      const file = await adam.page.get(`/cases/export?format=csv&project=${hotel}&cols=name,project`)
      expect(file.body.trim().split('\r\n')).toHaveLength(4)
    })

    it('§11.20: a case taken out comes to the companies, and back when it is put in again', async () => {
      const [hotel, boiler] = [await idOf('Modernizacja hotelu'), await caseId('Kocioł gazowy')]
      expect((await adam.api.delete(`/projects/${hotel}/cases/${boiler}`)).statusCode).toBe(204)
      expect(await counts()).toMatchObject({ 'Modernizacja hotelu': 2, 'Nieprzydzielone - Firmy': 7 })

      expect((await adam.api.put(`/projects/${hotel}/cases/${boiler}`, {})).statusCode).toBe(200)
      expect(await counts()).toMatchObject({ 'Modernizacja hotelu': 3, 'Nieprzydzielone - Firmy': 6 })
      expect((await adam.api.delete(`/projects/${hotel}/cases/${await caseId('Współpraca')}`)).statusCode).toBe(404)

      const trail = await (await host.ctx()).db('core_audit').where({ entity: 'core.case', action: 'project' })
      expect(trail.filter(({ record }) => record === boiler)).toHaveLength(3)
    })

    it('§11.20: each of edit, copy, deactivate and delete on each automatic one is refused', async () => {
      for (const id of ['unassigned-individuals', 'unassigned-companies']) {
        const answers = [
          await adam.api.put(`/projects/${id}`, { name: 'Inny', version: 1 }),
          await adam.api.post(`/projects/${id}/copies`, {}),
          await adam.api.post(`/projects/${id}/deactivation`, {}),
          await adam.api.delete(`/projects/${id}?version=1`),
          await adam.api.put(`/projects/${id}/cases/${await caseId('Kocioł gazowy')}`, {}),
          await adam.api.delete(`/projects/${id}/cases/${await caseId('Współpraca')}`),
        ]
        expect(answers.map((answer) => [answer.statusCode, answer.json<{ code: string }>().code])).toEqual(
          answers.map(() => [422, 'projects.automatic']),
        )
        const page = await adam.page.get(`/projects/${id}`)
        expect(page.statusCode).toBe(200)
        expect(page.body).not.toMatch(/\/projects\/unassigned-[a-z]+\/(copies|deactivation|removal|edit)/)
      }
    })

    it('§11.21: copies are named one after the other and have no cases', async () => {
      const hotel = await idOf('Modernizacja hotelu')
      const first = await adam.api.post(`/projects/${hotel}/copies`, {})
      const second = await adam.api.post(`/projects/${hotel}/copies`, {})
      const told = [first, second].map((answer) => answer.json<{ name: string; caseCount: number }>())
      expect(told.map(({ name, caseCount }) => [name, caseCount])).toEqual([
        ['Modernizacja hotelu (kopia)', 0],
        ['Modernizacja hotelu (kopia 2)', 0],
      ])
      const name = 'Bardzo długa nazwa '.repeat(6).trim()
      const long = (await adam.api.post('/projects', { name })).json<{ id: number }>()
      const copy = (await adam.api.post(`/projects/${long.id}/copies`, {})).json<{ name: string }>()
      expect(copy.name).toMatch(/ \(kopia\)$/)
      expect(copy.name.length).toBeLessThanOrEqual(120)
    })

    it('refuses a taken name, whatever its letters, and dates that are reversed, at once', async () => {
      const answer = await adam.api.post('/projects', {
        name: 'MODERNIZACJA  hótelu',
        fromDay: '2026-12-01',
        toDay: '2026-11-01',
      })
      expect(answer.statusCode).toBe(422)
      expect(
        answer
          .json<{ fields: { code: string }[] }>()
          .fields.map(({ code }) => code)
          .sort(),
      ).toEqual(['projects.dates-reversed', 'projects.name-taken'])
    })

    it('keeps the cases of a deactivated project and takes no more', async () => {
      const { id } = (await adam.api.post('/projects', { name: 'Na chwilę' })).json<{ id: number }>()
      const cooperation = await caseId('Współpraca')
      await adam.api.put(`/projects/${id}/cases/${cooperation}`, {})
      expect((await adam.api.post(`/projects/${id}/deactivation`, {})).statusCode).toBe(200)

      expect((await adam.api.get(`/projects/${id}`)).json()).toMatchObject({ caseCount: 1 })
      const refused = await adam.api.put(`/projects/${id}/cases/${await caseId('Zaległa faktura')}`, {})
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([422, 'projects.inactive'])
      expect((await adam.page.get('/pick/projects.project?q=chwil')).body).not.toContain('Na chwilę')

      expect((await adam.api.post('/projects', { name: 'Na chwilę' })).statusCode).toBe(201)
      const back = await adam.api.delete(`/projects/${id}/deactivation`)
      expect([back.statusCode, JSON.stringify(back.json())]).toEqual([422, expect.stringContaining('name-taken')])
      await adam.api.delete(`/projects/${id}/cases/${cooperation}`)
    })

    it('follows the kind of the contractor as it is now', async () => {
      const ctx = await host.ctx()
      const kowalski = await seen(ctx, contractor).where({ lastName: 'Kowalski' }).first()
      const changed = await adam.api.put(`/contractors/${kowalski?.id}`, {
        kind: 'company',
        name: 'Jan Kowalski Usługi',
        version: kowalski?.version,
      })
      expect(changed.statusCode).toBe(200)
      expect(await counts()).toMatchObject({
        'Nieprzydzielone - Klienci indywidualni': 1,
        'Nieprzydzielone - Firmy': 7,
      })
    })

    it('inventory 64: has no line of sales where nobody sells', async () => {
      const hotel = await idOf('Modernizacja hotelu')
      expect((await adam.api.get(`/projects/${hotel}`)).json()).toMatchObject({ sums: [] })
      expect((await adam.page.get(`/projects/${hotel}`)).body).not.toContain('Sprzedaż')
    })

    it('counts and shows what the reader may see', async () => {
      const franciszek = await host.as('franciszek')
      expect(await counts(franciszek)).toMatchObject({
        'Modernizacja hotelu': 1,
        'Przetarg: 50 pieców akumulacyjnych': 0,
        'Nieprzydzielone - Firmy': 0,
      })
      const hotel = await idOf('Modernizacja hotelu')
      const page = await franciszek.page.get(`/projects/${hotel}`)
      expect(page.body).toContain('Montaż grzejników')
      expect(page.body).not.toContain('Kocioł gazowy')
      expect((await franciszek.api.put(`/projects/${hotel}`, { name: 'x', version: 1 })).statusCode).toBe(403)
    })

    it('§11.21: a removed project gives its cases back, and takes those still unassigned when it returns', async () => {
      const before = (await counts())['Nieprzydzielone - Firmy'] ?? 0
      const tender = await idOf('Przetarg: 50 pieców akumulacyjnych')
      const removed = await adam.api.delete(`/projects/${tender}?version=1`)
      expect(removed.statusCode).toBe(200)
      const { changeSetId } = removed.json<{ changeSetId: number }>()
      expect((await counts())['Nieprzydzielone - Firmy']).toBe(before + 3)

      expect((await adam.api.post(`/change-sets/${changeSetId}/reversal`, {})).statusCode).toBe(201)
      expect(await counts()).toMatchObject({
        'Przetarg: 50 pieców akumulacyjnych': 3,
        'Nieprzydzielone - Firmy': before,
      })

      const again = await adam.api.delete(`/projects/${tender}?version=1`)
      const hotel = await idOf('Modernizacja hotelu')
      await adam.api.put(`/projects/${hotel}/cases/${await caseId('Piece akumulacyjne')}`, {})
      await adam.api.post(`/change-sets/${again.json<{ changeSetId: number }>().changeSetId}/reversal`, {})
      expect(await counts()).toMatchObject({ 'Przetarg: 50 pieców akumulacyjnych': 2, 'Modernizacja hotelu': 4 })
    })

    it('inventory 69: a copy has the attributes of its project', async () => {
      const type = { entity: 'projects.project', labelPl: 'Ważność', kind: 'text' }
      expect((await adam.api.post('/attribute-types', type)).statusCode).toBe(201)
      const hotel = await idOf('Modernizacja hotelu')
      const { version } = (await adam.api.get(`/projects/${hotel}`)).json<{ version: number }>()
      await adam.api.put(`/projects/${hotel}`, { version, attributes: { waznosc: 'duża' } })
      const { id } = (await adam.api.post(`/projects/${hotel}/copies`, {})).json<{ id: number }>()
      expect((await adam.api.get(`/projects/${id}`)).json()).toMatchObject({ attributes: { waznosc: 'duża' } })
      const found = (await adam.api.get('/projects?attr.waznosc=duża&sort=attr.waznosc')).json<Listed>()
      expect(found.items.map((each) => each.id)).toEqual([hotel, id])
    })

    it('inventory 66, 71: without a project of one’s own there are the two, in either language, and they hold every case', async () => {
      const { items } = (await adam.api.get('/projects?limit=200')).json<{
        items: { id: number | string; version: number }[]
      }>()
      for (const { id, version } of items.filter((each) => typeof each.id === 'number'))
        expect((await adam.api.delete(`/projects/${id}?version=${version}`)).statusCode).toBe(200)
      const cases = await seen(await host.ctx(), caseEntity).resultSize()
      const left = await counts()
      expect(Object.keys(left)).toEqual(['Nieprzydzielone - Klienci indywidualni', 'Nieprzydzielone - Firmy'])
      expect(Object.values(left).reduce((sum, count) => sum + count, 0)).toBe(cases)
      const tree = (await adam.api.get('/projects/tree')).json<{ nodes: { label: string }[] }>()
      expect(tree.nodes.map(({ label }) => label)).toEqual(Object.keys(left))
      expect((await adam.page.get('/cases/new')).body).not.toContain('projectId')

      await adam.page.post('/me/preferences', { locale: 'en' })
      expect(Object.keys(await counts())).toEqual(['Unassigned - Individual clients', 'Unassigned - Companies'])
    })
  })
})
