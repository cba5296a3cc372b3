import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { insertMany } from '../../db/bulk.js'
import { scratchEngines } from '../../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../../example-firm/example-host.js'
import { filesInUse } from '../../files/hooks.js'
import { workRound } from '../../later/drain.js'
import { readXlsx } from '../reading/read-xlsx.js'
import { sweepExports } from './sweep-exports.js'

const HOUR = 3_600_000
/** Three pages of them are read, each in a step of its own where time flies. */
const ROWS = 1_200
const LONG = '/contractors/export?format=xlsx&view=all&q=seryjny&sort=-displayName&cols=displayName,city'

/** A workbook of more rows than a request may wait for (spec-core §7); here it may wait for one. */
describe.each(scratchEngines)('the export of a long list on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export '))
    example = await exampleHost(engine, { xlsxAtOnce: 1 })
    adam = await example.as('adam')
  }, 120_000)
  afterEach(() => vi.restoreAllMocks())
  afterAll(async () => {
    await example.drop()
    await rm(folder, { recursive: true, force: true })
  })

  type Json = Record<string, unknown> & { id: number }
  const ask = (url: string, headers = adam.api, method: 'GET' | 'POST' | 'PUT' = 'GET', payload?: object) =>
    example.host.app.inject({ method, url, headers, ...(payload && { payload }) })
  const begun = async (url: string, headers = adam.api) => {
    const answer = await ask(`/api${url}`, headers)
    expect([url, answer.statusCode]).toEqual([url, 202])
    return answer.json<Json>().id
  }
  const run = async (id: number, headers = adam.api) =>
    (await ask(`/api/jobs/${id}`, headers)).json<{ state: string; done: number; result: { exportId: number } }>()
  const cellsOf = async (url: string, headers = adam.api) => {
    const path = join(folder, 'fetched.xlsx')
    const answer = await ask(url, headers)
    expect([url, answer.statusCode]).toEqual([url, 200])
    await pipeline([answer.rawPayload], createWriteStream(path))
    const rows: (readonly string[])[] = []
    for await (const { cells } of readXlsx(path)) rows.push(cells)
    return rows
  }
  const fileOf = async (id: number, headers = adam.api) =>
    `/api/exports/${(await run(id, headers)).result.exportId}/file`
  const left = async () =>
    Promise.all(['core_export', 'core_export_piece', 'core_export_row'].map((name) => count(name)))
  const count = async (table: string) => (await example.host.kernel.db(table)).length

  it('is a job for more rows than that, told of with a link, and holds what the list showed', async () => {
    const url = '/contractors/export?format=xlsx&view=all&sort=-displayName&cols=displayName,taxId,createdAt'
    const answer = await ask(`/api${url}`)
    const { id, label } = answer.json<Json>()
    expect([answer.statusCode, answer.headers.location, label]).toEqual([
      202,
      `/api/jobs/${id}`,
      'Eksport do Excela: Kontrahenci',
    ])
    // Asked again, it is not begun again.
    const page = await ask(url, adam.page)
    expect([page.statusCode, page.headers.location]).toEqual([303, `/jobs/${id}`])
    expect((await ask(url.replace(',taxId', ''), adam.page)).headers.location).toBe(`/jobs/${id + 1}`)
    await example.host.drain()

    const csv = (await ask(`/api${url.replace('xlsx', 'csv')}`)).body.slice(1).trimEnd().split('\r\n')
    const cells = await cellsOf(await fileOf(id))
    expect(cells.map((row) => row.join(';'))).toEqual(csv.map((line) => line.replaceAll('"', '')))
    expect(cells.length).toBeGreaterThan(10)
    const told = await example.host.kernel
      .db('core_notification')
      .where({ subject: `job:${id}` })
      .first('href')
    expect(told).toEqual({ href: `/jobs/${id}` })
    const card = (await ask(`/jobs/${id}`, adam.page)).body
    expect(card).toContain(`href="${(await fileOf(id)).replace('/api', '')}"`)
    const file = await ask((await fileOf(id)).replace('/api', ''), adam.page)
    expect(file.headers['content-disposition']).toContain('Kontrahenci 2026-11-05.xlsx')
    expect((await ask('/contractors?view=all', adam.page)).body).toMatch(
      /format&#x3D;csv" download>.*format&#x3D;xlsx">/s,
    )
  })

  it('is sent at once for as many rows as one may wait for, and as CSV however many there are', async () => {
    for (const url of ['/api/contractors/export?format=xlsx&q=imperial', '/api/contractors/export?format=csv'])
      expect([url, (await ask(url)).statusCode]).toEqual([url, 200])
    expect((await ask('/api/contractors/export?format=xlsx', (await example.as('anna')).api)).statusCode).toBe(403)
  })

  it('goes on after a kill between two steps and in one, offers no half of a file, and has every row once', async () => {
    await example.run(async (ctx) => {
      const { id: _, ...row } = await ctx.db('core_contractor').where({ kind: 'company' }).first()
      const named = (n: number) => ({ name: `Seryjny ${n}`, display_name: `Seryjny ${n}`, tax_id: null })
      const key = (n: number) => ({ display_name_key: `seryjny ${String(n).padStart(5, '0')}` })
      const rows = Array.from({ length: ROWS }, (_none, n) => ({ ...row, ...named(n), ...key(n) }))
      await insertMany(ctx.db, 'core_contractor', rows)
    })
    const all = LONG.replace('&q=seryjny', '')
    const [{ n: before } = { n: 0 }] = await example.host.kernel.db('core_contractor').count({ n: '*' })
    let time = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (time += 5_000))
    const id = await begun(all)
    await workRound(example.host.kernel)
    expect(await run(id)).toMatchObject({ state: 'waiting', done: 500, result: null })
    const { id: exportId } = await example.host.kernel.db('core_export').orderBy('id', 'desc').first('id')
    expect((await ask(`/api/exports/${exportId}/file`)).statusCode).toBe(404)

    // A piece was written, and the step's transaction never came to its end.
    const put = vi.spyOn(example.host.kernel.files, 'put').mockRejectedValueOnce(new Error('the disk is full'))
    await workRound(example.host.kernel)
    expect(await run(id)).toMatchObject({ state: 'waiting', done: 500 })
    put.mockRestore()
    const dead = { state: 'running', lease_until: '2000-01-01T00:00:00.000Z' }
    await example.host.kernel.db('core_job_run').where({ id }).update(dead)
    await example.host.drain()
    expect(await run(id)).toMatchObject({ state: 'done', done: Number(before) })
    const cells = await cellsOf(`/api/exports/${exportId}/file`)
    const series = cells.map(([name = '']) => name).filter((name) => name.startsWith('Seryjny'))
    expect(series).toEqual(Array.from({ length: ROWS }, (_none, n) => `Seryjny ${ROWS - 1 - n}`))
    expect(cells.length).toBe(Number(before) + 1)
    expect(await count('core_export_piece')).toBe(0)
  }, 60_000)

  it('that is cancelled leaves nothing behind', async () => {
    const kept = await left()
    const id = await begun('/cases/export?format=xlsx')
    expect((await ask(`/api/jobs/${id}/cancellation`, adam.api, 'POST')).statusCode).toBe(200)
    await example.host.drain()
    expect([(await run(id)).state, await left()]).toEqual(['cancelled', kept])
  })

  it('is written with the rights, and fetched by none but who asked and still may and sees it all', async () => {
    const franciszek = await example.as('franciszek')
    const { id: his } = await example.host.kernel.db('core_operator').where({ login: 'franciszek' }).first('id')
    const given = (await ask('/api/cases?owner.not=me&limit=1')).json<{ items: Json[] }>().items[0]
    const at = `/api/cases/${given?.id}`
    const saved = await ask(at, adam.api, 'PUT', { version: given?.version, ownerId: his })
    expect(saved.statusCode).toBe(200)
    const id = await begun('/cases/export?format=xlsx', franciszek.api)
    await example.host.drain()
    const url = await fileOf(id, franciszek.api)
    expect(await cellsOf(url, franciszek.api)).toHaveLength(3)
    expect((await ask(url)).statusCode).toBe(404)

    const { version } = saved.json<{ version: number }>()
    const [me] = await example.host.kernel.db('core_operator').where({ login: 'adam' }).select('id')
    expect((await ask(at, adam.api, 'PUT', { version, ownerId: me?.id })).statusCode).toBe(200)
    const refused = await ask(url, franciszek.api)
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'core.export-not-seen'])
    const { role_id: role } = await example.host.kernel.db('core_operator').where({ id: his }).first('role_id')
    const taken = { method: 'DELETE', url: `/api/roles/${role}/grants/core.export-lists`, headers: adam.api } as const
    expect((await example.host.app.inject(taken)).statusCode).toBe(204)
    expect((await ask(url, franciszek.api)).json<{ permission: string }>().permission).toBe('core.export-lists')
  })

  it('can be fetched for a day; then the page says so, and its bytes are needed no more', async () => {
    const whole = await example.host.kernel.db('core_export').whereNotNull('sha256').orderBy('id').first()
    const sha256 = [String(whole.sha256)]
    const inUse = () => example.run((ctx) => ctx.gather(filesInUse, { sha256 }))
    expect(await inUse()).toEqual(sha256)
    await example.host.kernel.db('core_export').insert({
      ...{ list: 'core.contractors', asked: '{}', file_name: 'nobody goes on with it', operator_id: 1 },
      created_at: example.clock.now(),
    })
    example.clock.advance(24 * HOUR)
    adam = await example.as('adam')
    expect((await ask(`/api/exports/${whole.id}/file`)).statusCode).toBe(404)
    expect((await ask(`/jobs/${whole.job_run_id}`, adam.page)).body).toContain('wyeksportuj listę jeszcze raz')
    await example.run(sweepExports)
    expect([await inUse(), await left()]).toEqual([[], [0, 0, 0]])
  })
})
