import { afterAll, beforeAll, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
}, 60_000)
afterAll(() => instance?.stop())

it('tells the story of the example firm in the firm’s language, though the console that loaded it spoke English', async () => {
  const titles: string[] = await instance.host.kernel
    .db('core_event')
    .where('subject', 'like', '%/%/20%')
    .pluck('subject')
  expect(titles.length).toBeGreaterThan(9)
  expect(titles.filter((title) => !/^(Faktura VAT|Zamówienie) /.test(title))).toEqual([])
})
