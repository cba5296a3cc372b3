import projects from '@berberis/plugin-projects'
import sales, { SalesDocument } from '@berberis/plugin-sales'
import { caseEntity, seen } from '@berberis/sdk'
import { eachDatabase, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Items {
  readonly items: readonly { readonly id: number | string; readonly name: string }[]
}
interface Told {
  readonly sums: readonly { readonly label: string; readonly amountMinor: number; readonly currency: string }[]
}

eachDatabase((database) => {
  describe('a project whose cases were sold in', () => {
    let host: TestHost
    beforeAll(async () => {
      host = await testHost({ plugins: [projects, sales], database, example: true })
    })
    afterAll(async () => {
      await host?.close()
      stopRenderer()
    })

    const plain = (text: string) => text.replaceAll(/\u00a0|&nbsp;/g, ' ')
    const idOf = async (name: string) =>
      (await (await host.as('admin')).api.get('/projects')).json<Items>().items.find((item) => item.name === name)?.id
    const sumsFor = async (login: string, name: string) =>
      (await (await host.as(login)).api.get(`/projects/${await idOf(name)}`)).json<Told>().sums
    const pageFor = async (login: string, name: string) =>
      plain((await (await host.as(login)).page.get(`/projects/${await idOf(name)}`)).body)

    it('inventory 64: sums the net sales of all its cases, on its page and for programs, in one statement', async () => {
      const net = await host.run(async (ctx) => {
        const cases = await seen(ctx, caseEntity).whereIn('name', ['Grzejniki', 'Kocioł gazowy', 'Montaż grzejników'])
        const ids = cases.map(({ id }) => id)
        const documents = await SalesDocument.query(ctx.db).where({ state: 'issued' }).whereIn('caseId', ids)
        expect(documents.length).toBeGreaterThan(1)
        return documents.reduce((sum, { netMinor }) => sum + netMinor, 0)
      })
      expect(net).toBeGreaterThan(0)
      expect(await sumsFor('admin', 'Modernizacja hotelu')).toEqual([
        { label: 'Sprzedaż netto', amountMinor: net, currency: 'PLN' },
      ])
      const grouped = String(net / 100)
        .split('.')[0]
        ?.replaceAll(/\B(?=(\d{3})+$)/g, ' ')
      expect(await pageFor('admin', 'Modernizacja hotelu')).toMatch(new RegExp(`Sprzedaż netto.*${grouped}`, 's'))

      let asked = 0
      const counting = ({ sql }: { sql: string }) => (asked += sql.includes('sales_document') ? 1 : 0)
      const { db } = await host.ctx()
      db.on('query', counting)
      await sumsFor('admin', 'Modernizacja hotelu')
      db.removeListener('query', counting)
      expect(asked).toBe(1)
    })

    it('says nothing sold of cases without invoices, and nothing at all of the two that hold every case', async () => {
      expect(await sumsFor('admin', 'Przetarg: 50 pieców akumulacyjnych')).toEqual([
        { label: 'Sprzedaż netto', amountMinor: 0, currency: 'PLN' },
      ])
      expect(await sumsFor('admin', 'Nieprzydzielone - Firmy')).toEqual([])
    })

    it('tells it to nobody who may not read documents', async () => {
      expect(await sumsFor('franciszek', 'Modernizacja hotelu')).toEqual([])
      expect(await pageFor('franciszek', 'Modernizacja hotelu')).not.toContain('Sprzedaż netto')
    })
  })
})
