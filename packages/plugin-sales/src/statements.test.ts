import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from './index.js'

/** How many statements a page costs once it was opened before; a number that grows has to have a reason. */
const PAGES = {
  '/': 3,
  '/contractors': 8,
  '/contractors/:contractor': 12,
  '/contractors/:contractor/cases': 11,
  '/contractors/:contractor/events': 12,
  '/cases': 9,
  '/cases/:case': 9,
  '/events': 11,
  '/events/:event': 11,
  // One of them asks whether its reader has a draft of it.
  '/events/new?case=:case': 11,
}

eachDatabase((database) => {
  describe('statements of a page', () => {
    let host: TestHost
    let fill: (path: string) => string
    beforeAll(async () => {
      host = await testHost({ plugins: [sales], example: true, database })
      const { db } = await host.ctx()
      const hotel = await db('core_contractor').where({ name: 'Hotel Imperial' }).first<{ id: number }>('id')
      const binder = await db('core_case').where({ contractor_id: hotel.id }).first<{ id: number }>('id')
      const told = await db('core_event').where({ case_id: binder.id }).first<{ id: number }>('id')
      fill = (path) =>
        path
          .replace(':contractor', String(hotel.id))
          .replace(':case', String(binder.id))
          .replace(':event', String(told.id))
    }, 120_000)
    afterAll(() => host?.close())

    test('do not grow', async () => {
      const { page } = await host.as('admin')
      const { db } = await host.ctx()
      const asked: string[] = []
      const note = ({ sql }: { readonly sql: string }) => asked.push(sql)
      const counted: Record<string, number> = {}
      for (const path of Object.keys(PAGES)) {
        await page.get(fill(path))
        db.on('query', note)
        const { statusCode } = await page.get(fill(path))
        db.removeListener('query', note)
        counted[path] = statusCode === 200 ? asked.splice(0).length : statusCode
      }
      expect(counted).toEqual(PAGES)
    })
  })
})
