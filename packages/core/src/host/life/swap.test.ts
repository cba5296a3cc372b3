import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { gardenIn } from './scratch-garden.js'
import { scratchInstance, type ScratchInstance } from './scratch-instance.js'

describe.each(scratchEngines)('without restart on %s', (engine) => {
  let scratch: ScratchInstance
  afterEach(() => scratch?.drop())

  it('no request is lost while a plugin comes, goes off, comes back and is removed', async () => {
    scratch = await scratchInstance(engine, true)
    await scratch.open()
    const instance = await scratch.open(gardenIn(scratch.folder))
    const origin = await instance.listen()
    const answers: number[] = []
    let going = true
    const load = Array.from({ length: 4 }, async () => {
      for (; going; await sleep(5)) {
        const answer = await fetch(`${origin}/api/contractors`, { headers: scratch.bearer() })
        await answer.arrayBuffer()
        answers.push(answer.status)
      }
    })
    const atGarden = async () => (await fetch(`${origin}/api/garden/plants`, { headers: scratch.bearer() })).status
    const change = async (path: string, method = 'POST') =>
      (await fetch(`${origin}/api/plugins/garden${path}`, { method, headers: scratch.bearer() })).status

    expect(await atGarden()).toBe(404)
    const headers = { ...scratch.bearer(), 'content-type': 'application/json' }
    const made = await fetch(`${origin}/api/plugins/garden/installation`, { method: 'POST', headers, body: '{}' })
    expect(made.status).toBe(200)
    expect(await atGarden()).toBe(200)
    expect(await change('/deactivation')).toBe(200)
    expect(await atGarden()).toBe(404)
    expect(await change('/activation')).toBe(200)
    expect(await atGarden()).toBe(200)
    expect(await change('', 'DELETE')).toBe(200)
    expect(await atGarden()).toBe(404)
    // Once more from another door, as another process does it: this one follows by itself.
    expect(await change('', 'DELETE')).toBe(422)

    going = false
    await Promise.all(load)
    expect(answers.length).toBeGreaterThan(10)
    expect([...new Set(answers)]).toEqual([200])
  }, 600_000)
})
