import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventAssigned } from '../cases/notifications.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'
import { Operator } from '../operators/operator.js'
import type { MailPort } from '../plugin/errands.js'
import { notify } from './notify.js'
import { sweepNotifications } from './read-notifications.js'

interface Item {
  readonly id: number
  readonly text: string
  readonly href: string | null
  readonly readAt: string | null
}

/** A mail server that takes everything. */
const silent: MailPort = {
  describes: 'tests',
  send: async () => ({ state: 'done', answer: { response: '250' } }),
}

describe.each(scratchEngines)('notifications on %s', (engine) => {
  let example: ExampleHost
  let anna: Doors
  let cezary: Doors
  const ids = new Map<string, number>()
  beforeAll(async () => {
    example = await exampleHost(engine, { mail: silent })
    ;[anna, cezary] = [await example.as('anna'), await example.as('cezary')]
    await example.run(async (ctx) => {
      for (const { id, login } of await Operator.query(ctx.db).select('id', 'login')) ids.set(login, id)
    })
  }, 120_000)
  afterAll(() => example.drop())

  const inject = (method: 'GET' | 'POST' | 'PUT', url: string, headers: object, payload?: object) =>
    example.host.app.inject({ method, url, headers: { ...headers }, ...(payload !== undefined && { payload }) })
  const press = (url: string, headers: object, typed: readonly [string, string][] = []) =>
    example.host.app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams([['idempotencyKey', randomUUID()], ...typed]).toString(),
    })
  const told = (subject: string, logins: readonly string[] = ['anna']) =>
    example.run((ctx) =>
      notify(ctx, eventAssigned, {
        subject,
        to: logins.map((login) => ids.get(login) ?? 0),
        params: { by: 'Adam', subject },
        href: '/events/1',
      }),
    )
  const list = async (who: Doors, query = '') => {
    const answer = await inject('GET', `/api/notifications${query}`, who.api)
    return answer.json<{ items: Item[]; next: number | null; unread: number }>()
  }
  const mails = async (): Promise<string[]> => {
    const rows: { payload: string }[] = await example.host.kernel.db('core_errand').select('payload')
    return rows.map(({ payload }) => payload)
  }

  it('are told once for a subject, to each of the people named', async () => {
    await told('one', ['anna', 'cezary', 'anna'])
    await told('one', ['anna'])
    const [mine, his] = [await list(anna), await list(cezary)]
    expect(mine.items.map(({ text }) => text)).toEqual(['Adam: to zdarzenie jest teraz Twoje – one'])
    expect([mine.unread, his.unread]).toEqual([1, 1])
  })

  it('are not told to who no longer works here, nor when the work is rolled back', async () => {
    const fails = example.run(async (ctx) => {
      await notify(ctx, eventAssigned, { subject: 'off', to: [ids.get('anna') ?? 0], params: { by: '', subject: '' } })
      throw new Error('off')
    })
    await expect(fails).rejects.toThrow('off')
    await change('grazyna', { deactivated_at: example.clock.now() })
    await told('gone', ['grazyna'])
    const { db } = example.host.kernel
    expect(await db('core_notification').whereIn('subject', ['off', 'gone'])).toEqual([])
    await change('grazyna', { deactivated_at: null })
  })

  it('are one’s own: others’ are not found', async () => {
    await told('private')
    const [item] = (await list(anna)).items
    expect((await inject('POST', `/api/notifications/${item?.id ?? 0}/reading`, cezary.api, {})).statusCode).toBe(404)
    expect((await list(anna)).items[0]?.readAt).toBeNull()
  })

  it('are read one by one, leading where they point, or all at once', async () => {
    await told('two')
    const { items, unread } = await list(anna)
    const read = await press(`/notifications/${items[0]?.id ?? 0}/reading`, anna.page)
    expect([read.statusCode, read.headers.location]).toEqual([303, '/events/1'])
    expect((await list(anna)).unread).toBe(unread - 1)
    expect((await inject('GET', '/', anna.page)).body).toMatch(new RegExp(`data-tone="bad">${unread - 1}</b>`))

    await inject('POST', '/api/notifications/reading', anna.api, {})
    expect((await list(anna)).unread).toBe(0)
    expect((await list(anna, '?unread=yes')).items).toEqual([])
    expect((await list(cezary)).unread).toBe(1)
  })

  it('come by e-mail when their reader wishes so, in his language, once', async () => {
    await change('cezary', { email: 'cezary@tutor.example', locale: 'en' })
    await setSender('biuro@tutor.example')
    await told('unasked', ['cezary'])
    expect((await mails()).filter((mail) => mail.includes('unasked'))).toEqual([])

    const wished = await press('/notifications/wishes', cezary.page, [
      ['mail', ''],
      ['mail', 'core.event-assigned'],
    ])
    expect(wished.statusCode).toBe(303)
    expect((await inject('GET', '/me', cezary.page)).body).toMatch(/value="core.event-assigned" checked/)
    await told('wished', ['cezary', 'anna'])
    await told('wished', ['cezary'])
    const sent = (await mails()).filter((mail) => mail.includes('wished'))
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('cezary@tutor.example')
    expect(sent[0]).toContain('Adam: this event is yours now – wished')
    expect(sent[0]).toContain('http://localhost/events/1')

    await inject('PUT', '/api/notifications/wishes', cezary.api, { mail: [] })
    await told('no more', ['cezary'])
    expect((await mails()).filter((mail) => mail.includes('no more'))).toEqual([])
  })

  it('are kept for ninety days', async () => {
    await told('old')
    example.clock.advance(89 * 24 * 60 * 60_000)
    await example.run(sweepNotifications)
    const count = async () => (await example.host.kernel.db('core_notification').where({ subject: 'old' })).length
    expect(await count()).toBe(1)
    example.clock.advance(2 * 24 * 60 * 60_000)
    await example.run(sweepNotifications)
    expect(await count()).toBe(0)
  })

  async function change(login: string, to: object): Promise<void> {
    await example.host.kernel.db('core_operator').where({ login }).update(to)
  }

  async function setSender(address: string): Promise<void> {
    const adam = await example.as('adam')
    const answer = await inject('PUT', '/api/settings/core', adam.api, { mailFromAddress: address })
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }
})
