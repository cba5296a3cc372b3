import { afterAll, beforeAll, expect, test } from 'vitest'
import { corePlugin } from '../core-plugin.js'
import { smallHost, type SmallHost } from '../host/small-host.js'

interface Operation {
  readonly operationId: string
  readonly 'x-permission': string
  readonly security?: object[]
  readonly parameters: { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly responses: Readonly<Record<string, unknown>>
}
interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> }
}

let s: SmallHost
let document: Document
beforeAll(async () => {
  s = await smallHost('sqlite', [], { core: corePlugin })
  document = (await s.host.app.inject({ url: '/api/openapi.json', headers: s.bearer })).json()
})
afterAll(() => s.drop())

test('is for whoever is signed in', async () => {
  expect((await s.host.app.inject({ url: '/api/openapi.json' })).statusCode).toBe(401)
  expect(document.openapi).toBe('3.1.0')
})

test('names the permission and the refusals of every operation, each under an id of its own', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  expect(operations.length).toBeGreaterThan(50)
  for (const { 'x-permission': permission, responses } of operations) {
    expect(permission).toMatch(/^(anyone|signed-in|[a-z-]+\.[a-z-]+)$/)
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '429', '500']))
  }
  const ids = operations.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('has every part of a path as a parameter and the attributes of whoever has some', () => {
  for (const [path, operations] of Object.entries(document.paths)) {
    const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const { parameters } of Object.values(operations)) {
      expect(parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name)).toEqual(parts)
    }
  }
  expect(document.paths['/api/contractors/{id}']?.put?.['x-permission']).toBe('core.edit-contractors')
  expect(document.components.schemas).toHaveProperty(['core.contractor.attributes'])
})
