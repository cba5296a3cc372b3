import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findRunning, inTheWay, markRunning } from './running.js'

describe('a server that works on a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berberis żółty '))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const mark = (text: string) => writeFileSync(join(folder, 'running.json'), text)
  const given = (pid: number, port: number) => ({ pid, host: '127.0.0.1', port, address: `http://localhost:${port}` })

  it('is found while its process lives and its port answers, and not after either has gone', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const running = given(Number(other.pid), port)
    mark(JSON.stringify(running))
    expect(await findRunning(folder)).toEqual(running)

    server.close()
    await once(server, 'close')
    expect(await findRunning(folder)).toBeNull()

    const again = createServer().listen(port, '127.0.0.1')
    await once(again, 'listening')
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect(await findRunning(folder)).toBeNull()
    again.close()
  })

  it('is nobody when nothing was marked, the mark is half written, or the mark is our own', async () => {
    rmSync(join(folder, 'running.json'), { force: true })
    expect(await findRunning(folder)).toBeNull()
    mark('{"pid": 1, "ho')
    expect(await findRunning(folder)).toBeNull()

    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { pid, ...place } = given(process.pid, (server.address() as AddressInfo).port)
    markRunning(folder, place)
    expect(pid).toBe(process.pid)
    expect(await findRunning(folder)).toBeNull()
    server.close()
  })

  it('is in the way of any second one on an embedded database, and of one at its own address on a database server', () => {
    const running = given(1, 3000)
    const wished = { host: '127.0.0.1', port: 3000, chosen: false }
    const elsewhere = { host: '127.0.0.1', port: 3001, chosen: true }
    expect(inTheWay(running, { database: 'sqlite:/srv/berberis.db', wished: elsewhere })).toBe(true)
    expect(inTheWay(running, { database: 'mysql://b@db/berberis', wished })).toBe(true)
    expect(inTheWay(running, { database: 'mysql://b@db/berberis', wished: { ...elsewhere, port: 3000 } })).toBe(true)
    expect(inTheWay(running, { database: 'mysql://b@db/berberis', wished: elsewhere })).toBe(false)
  })
})
