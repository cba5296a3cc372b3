import { get } from 'node:http'
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
      for (; going; await sleep(40)) {
        // below what one token may ask in a minute
        answers.push(await ask(`${origin}/api/contractors`, scratch.bearer()))
      }
    })
    const atGarden = () => ask(`${origin}/api/garden/plants`, scratch.bearer())
    const change = async (path: string, method = 'POST') =>
      (
        await fetch(`${origin}/api/plugins/garden${path}`, {
          method,
          headers: { ...scratch.bearer(), connection: 'close' },
        })
      ).status

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

/** A request on a connection of its own: one that idles may be closed by a server at any time, and nothing is lost then. */
function ask(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
      answer.once('error', reject)
    }).once('error', reject)
  })
}
