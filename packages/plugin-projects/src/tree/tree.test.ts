import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import plugin from '../index.js'
import { nodeText, readNode } from './node.js'

interface Level {
  readonly nodes: readonly { readonly node: string; readonly label: string; readonly opens: boolean }[]
  readonly next: number | null
}

describe('the name of a node', () => {
  it('is read as it is written, and nothing else is', () => {
    for (const text of [
      'project:3',
      'project:unassigned-companies',
      'contractor:2@project:3',
      'case:4',
      'attachment:5',
    ]) {
      const node = readNode(text)
      expect(node && nodeText(node)).toBe(text)
    }
    for (const text of ['', 'project', 'project:0', 'case:x', 'contractor:2', 'case:4@project:3', "case:1' or 1=1"])
      expect(readNode(text)).toBeNull()
  })
})

eachDatabase((database) => {
  describe('the tree of the example firm', () => {
    let host: TestHost
    beforeAll(async () => {
      host = await testHost({ plugins: [plugin], database, example: true })
    })
    afterAll(() => host.close())

    const under = async (node?: string, login = 'admin') => {
      const { api } = await host.as(login)
      return (await api.get(node ? `/projects/tree?under=${encodeURIComponent(node)}` : '/projects/tree')).json<Level>()
    }
    const nodeOf = ({ nodes }: Level, label: string) => nodes.find((each) => each.label === label)?.node ?? ''

    it('leads from a project over its contractors and their cases to events and files', async () => {
      const projects = await under()
      expect(projects.nodes.map(({ label }) => label)).toEqual([
        'Modernizacja hotelu',
        'Przetarg: 50 pieców akumulacyjnych',
        'Nieprzydzielone - Klienci indywidualni',
        'Nieprzydzielone - Firmy',
      ])
      const contractors = await under(nodeOf(projects, 'Modernizacja hotelu'))
      expect(contractors.nodes.map(({ label }) => label)).toEqual(['Grzejniki Polskie S.A.', 'Hotel Imperial'])
      const cases = await under(nodeOf(contractors, 'Hotel Imperial'))
      expect(cases.nodes.map(({ label }) => label)).toEqual(['Kocioł gazowy', 'Montaż grzejników'])
      const events = await under(nodeOf(cases, 'Kocioł gazowy'))
      expect(events.nodes).toHaveLength(12)
      const files = await under(events.nodes.find(({ opens }) => opens)?.node)
      expect(files.nodes).toEqual([expect.objectContaining({ kind: 'attachment', opens: false })])
    })

    it('shows a contractor under each project that has a case of his, with that project’s cases alone', async () => {
      const companies = await under('project:unassigned-companies')
      const hotel = nodeOf(companies, 'Hotel Imperial')
      expect(hotel).toMatch(/^contractor:\d+@project:unassigned-companies$/)
      expect((await under(hotel)).nodes.map(({ label }) => label)).toEqual(['Noclegi delegacyjne'])
    })

    it('leaves out what the reader may not see, contractors without a visible case too', async () => {
      const hotel = nodeOf(await under(undefined, 'franciszek'), 'Modernizacja hotelu')
      const contractors = await under(hotel, 'franciszek')
      expect(contractors.nodes.map(({ label }) => label)).toEqual(['Hotel Imperial'])
      const cases = await under(nodeOf(contractors, 'Hotel Imperial'), 'franciszek')
      expect(cases.nodes.map(({ label }) => label)).toEqual(['Montaż grzejników'])
    })

    it('goes on after a hundred', async () => {
      const { api } = await host.as('admin')
      for (let n = 1; n <= 101; n++) await api.post('/projects', { name: `Z ${n}` })
      const first = await under()
      expect(first.nodes).toHaveLength(100)
      const { nodes, next } = (await api.get(`/projects/tree?after=${first.next}`)).json<Level>()
      expect([nodes.length, next]).toEqual([5, null])
      expect(nodes.at(-1)?.label).toBe('Nieprzydzielone - Firmy')
    })

    it('opens on a page of its own down to what was asked for, and says so when there is nothing', async () => {
      const { page } = await host.as('admin')
      const open = await page.get('/projects/tree?under=case:2')
      expect(open.statusCode).toBe(200)
      expect(open.body).toContain('data-node="event:')
      expect((await page.get('/projects/tree?under=case:999999')).statusCode).toBe(404)
      expect((await page.get('/projects/tree?under=nonsense')).statusCode).toBe(400)
    })
  })
})
