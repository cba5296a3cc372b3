import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

let example: ExampleHost
let adam: Doors
beforeAll(async () => {
  example = await exampleHost('sqlite')
  adam = await example.as('adam')
}, 120_000)
afterAll(() => example.drop())

/** What a contractor's form says when it is sent so. */
async function answered(fields: Readonly<Record<string, string>>): Promise<string> {
  const { body } = await example.host.app.inject({
    method: 'POST',
    url: '/contractors/1',
    headers: { ...adam.page, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ kind: 'company', name: 'Nowa nazwa', ...fields }).toString(),
  })
  return body
}

it('counts the fields to be mended, and none where no field is at fault', async () => {
  expect(await answered({ version: '1', taxId: '999-000-06-24' })).toContain('Popraw 1 pole:')
  const late = await answered({ version: '99' })
  expect(late).toContain('Ktoś zmienił ten zapis')
  expect(late).toContain('<b>Nie zapisano.</b>')
  expect(late).not.toContain('Popraw')
})
