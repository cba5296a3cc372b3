import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'
import { Operator } from '../operators/operator.js'
import { endSessions, sessionHolds } from '../operators/sessions.js'

interface Line {
  /** What was said so far. */
  said(): string
  /** Resolves once the text was said. Throws after two seconds, the time everybody may wait for a topic. */
  until(text: string): Promise<void>
  readonly ended: Promise<void>
  close(): void
}

describe.each(scratchEngines)('what changes is told on %s', (engine) => {
  let example: ExampleHost
  let address: string
  let adam: Doors
  let anna: Doors
  const ids = new Map<string, number>()
  beforeAll(async () => {
    example = await exampleHost(engine)
    address = await example.host.listen()
    ;[adam, anna] = [await example.as('adam'), await example.as('anna')]
    await example.run(async (ctx) => {
      for (const { id, login } of await Operator.query(ctx.db).select('id', 'login')) ids.set(login, id)
    })
  }, 120_000)
  afterAll(() => example.drop())

  const open = (who: Doors, query: string, headers: object = {}) =>
    fetch(`${address}/live?${query}`, { headers: { ...who.page, ...headers }, redirect: 'manual' })
  const listen = async (who: Doors, query: string, headers: object = {}) => lineOf(await open(who, query, headers))
  const touch = (topic: string) => example.run((ctx) => ctx.touch(topic))
  const own = (login: string) => `core.notifications:${ids.get(login) ?? 0}`

  it('to whoever asked for the topic, by its name and a number, and nothing else', async () => {
    const line = await listen(adam, `topic=${own('adam')}&topic=core.event`)
    await touch('core.case')
    await touch('core.event')
    await line.until('"topic":"core.event"')
    expect(line.said()).toMatch(/id: (\d+)\ndata: \{"topic":"core\.event","version":\1\}\n\n/)
    expect(line.said()).not.toContain('core.case')
    line.close()
  })

  it('once for a transaction, and not at all when it is rolled back', async () => {
    const line = await listen(adam, 'topic=core.event')
    const fails = example.run(async (ctx) => {
      await ctx.touch('core.event')
      throw new Error('off')
    })
    await expect(fails).rejects.toThrow('off')
    await example.run(async (ctx) => {
      for (let time = 0; time < 3; time += 1) await ctx.touch('core.event')
    })
    await line.until('core.event')
    expect(line.said().match(/core\.event/g)).toHaveLength(1)
    line.close()
  })

  it('when another process wrote it', async () => {
    const line = await listen(adam, 'topic=core.event')
    await example.host.kernel.db('core_touched').insert({ topic: 'core.event', at: example.clock.now() })
    await line.until('core.event')
    line.close()
  })

  it('when its number was given out before that of another and committed after it', async () => {
    const { db } = example.host.kernel
    const line = await listen(adam, 'topic=core.event&topic=core.case')
    const [last] = await db('core_touched').insert({ topic: 'core.case', at: example.clock.now() })
    const late = Number(last) + 1
    await db('core_touched').insert({ id: late + 1, topic: 'core.case', at: example.clock.now() })
    await line.until(`id: ${late + 1}`)
    await db('core_touched').insert({ id: late, topic: 'core.event', at: example.clock.now() })
    await line.until('"topic":"core.event"')
    line.close()
  })

  it('after a lost line from where it was lost, and since the page was made', async () => {
    const first = await listen(adam, 'topic=core.event')
    await touch('core.event')
    await first.until('core.event')
    first.close()
    const [, last = ''] = /id: (\d+)\ndata: \{"topic":"core\.event"/.exec(first.said()) ?? []
    await touch('core.event')
    const again = await listen(adam, 'topic=core.event', { 'last-event-id': last })
    await again.until('core.event')
    expect(again.said()).not.toContain(`id: ${last}\n`)
    again.close()

    const fresh = await listen(adam, `topic=core.event&since=${example.clock.now()}`)
    await fresh.until('core.event')
    fresh.close()
    const lost = await listen(adam, 'topic=core.event', { 'last-event-id': '999999999' })
    await lost.until('event: all')
    lost.close()
  })

  it('never about what is somebody else’s: such topics are named, and alone they are refused', async () => {
    expect((await open(anna, `topic=${own('adam')}`)).status).toBe(403)
    expect((await open(anna, 'topic=nobody.ever:1')).status).toBe(403)
    expect((await fetch(`${address}/live?topic=core.event`, { redirect: 'manual' })).status).toBe(303)
    const line = await listen(anna, `topic=${own('anna')}&topic=${own('adam')}`)
    await line.until(`event: refused\ndata: ["${own('adam')}"]`)
    await touch(own('adam'))
    await touch(own('anna'))
    await line.until(own('anna'))
    expect(line.said().match(new RegExp(`"topic":"${own('adam')}"`))).toBeNull()
    line.close()
  })

  it('about records one may see, and no others', async () => {
    const franciszek = await example.as('franciszek')
    const cases = await example.run((ctx) =>
      ctx.db('core_case').orderBy('id').select<{ id: number; owner_id: number }[]>('id', 'owner_id'),
    )
    const mine = cases.find(({ owner_id }) => owner_id === ids.get('franciszek'))
    const theirs = cases.find(({ owner_id }) => owner_id !== ids.get('franciszek'))
    expect((await open(franciszek, `topic=core.case:${theirs?.id ?? 0}`)).status).toBe(403)
    const line = await listen(franciszek, `topic=core.case:${mine?.id ?? 0}`)
    await touch(`core.case:${mine?.id ?? 0}`)
    await line.until('core.case:')
    line.close()
  })

  it('until the eleventh browser of one operator, which ends the first', async () => {
    const grazyna = await example.as('grazyna')
    const lines = []
    for (let n = 0; n < 11; n += 1) lines.push(await listen(grazyna, `topic=${own('grazyna')}`))
    await lines[0]?.ended
    for (const line of lines) line.close()
  })

  it('until the session ends, and the server stops without waiting for it', async () => {
    const barbara = await example.as('barbara')
    const line = await listen(barbara, `topic=${own('barbara')}`)
    await example.run((ctx) => endSessions(ctx, ids.get('barbara') ?? 0))
    const { db, clock } = example.host.kernel
    expect(await sessionHolds(db, barbara.page.cookie?.split('=')[1] ?? '', clock.now())).toBe(false)
    expect((await open(barbara, `topic=${own('barbara')}`)).status).toBe(303)
    const began = performance.now()
    await example.host.kernel.live.close()
    await line.ended
    expect(performance.now() - began).toBeLessThan(1_500)
  })
})

async function lineOf(response: Response): Promise<Line> {
  if (response.status !== 200 || response.body === null) throw new Error(`answered ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let said = ''
  const heard = new Set<() => void>()
  const ended = (async () => {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (done) return
      said += value ?? ''
      for (const look of heard) look()
    }
  })()
  return {
    said: () => said,
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`never said ${text}: ${said}`)), 2_000)
        const look = () => {
          if (!said.includes(text)) return
          clearTimeout(late)
          heard.delete(look)
          resolve()
        }
        heard.add(look)
        look()
      }),
    close: () => void reader.cancel(),
  }
}
