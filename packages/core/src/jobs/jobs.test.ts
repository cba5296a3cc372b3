import { Type } from '@sinclair/typebox'
import { afterEach, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import type { SmallHost } from '../host/small-host.js'
import { bellHost } from '../later/bell.js'
import { workRound } from '../later/drain.js'
import { job, type JobDetails } from '../plugin/jobs.js'
import { Refusal } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { jobView } from './read-run.js'
import { startJob } from './start-job.js'

const payload = Type.Object({ upTo: Type.Integer() })
type Counting = Partial<JobDetails<typeof payload, number>>

let scratch: SmallHost | undefined
afterEach(async () => {
  await scratch?.drop()
  scratch = undefined
})

describe.each(scratchEngines)('a job on %s', (engine) => {
  /** Counts to `upTo`, one row of the database a step. */
  const opened = async (details: Counting = {}) => {
    const ended: string[] = []
    const count = job<typeof payload, number>('bell.count', {
      payload,
      step: async (ctx, { at, payload: { upTo }, done }) => {
        const n = (at ?? 0) + 1
        await ctx.db('core_revision').insert({ name: `step ${n}`, n })
        return { at: n, done: done + 1, total: upTo, ...(n === upTo && { finished: { counted: n } }) }
      },
      ended: async (_ctx, { state }) => void ended.push(state),
      tell: (_ctx, { result }) => ({ text: JSON.stringify(result) }),
      ...details,
    })
    const routes: Routes = (app) => {
      app.post(
        '/',
        { schema: { body: payload, response: { 202: jobView } }, config: { permission: 'signed-in' } },
        async ({ ctx, body }, reply) => reply.job(await startJob(ctx, count, body, { label: 'Counting' })),
      )
    }
    const s = (scratch = await bellHost(engine, { jobs: [count], routes: { '/counts': routes } }))
    const api = (method: 'GET' | 'POST', url: string, body?: object) =>
      s.host.app.inject({ method, url: `/api${url}`, headers: s.bearer, ...(body && { payload: body }) })
    const page = (method: 'GET' | 'POST', url: string, headers: object = {}) =>
      s.host.app.inject({ method, url, headers: { ...s.cookie, ...headers } })
    return {
      s,
      api,
      page,
      ended,
      begin: async (upTo: number) => (await api('POST', '/bell/counts', { upTo })).json<{ id: number }>().id,
      run: async (id: number) => (await api('GET', `/jobs/${id}`)).json<Record<string, unknown>>(),
      written: async () => (await s.host.kernel.db('core_revision').where('name', 'like', 'step%')).length,
    }
  }

  test('answers 202 with its run, is done in steps as whoever began it, and keeps its result', async () => {
    const who: (number | undefined)[] = []
    const { s, api, ended, run, page } = await opened({
      step: async (ctx, { at }) => {
        who.push(ctx.operator?.id)
        return { at: (at ?? 0) + 1, done: who.length, ...(who.length === 3 && { finished: { counted: 3 } }) }
      },
    })
    const begun = await api('POST', '/bell/counts', { upTo: 3 })
    expect([begun.statusCode, begun.headers.location]).toEqual([202, `/api/jobs/${begun.json<{ id: number }>().id}`])
    expect(begun.json()).toMatchObject({ job: 'bell.count', label: 'Counting', state: 'waiting', done: 0, total: null })
    await s.host.drain()
    const { id } = begun.json<{ id: number }>()
    expect(await run(id)).toMatchObject({ state: 'done', done: 3, result: { counted: 3 }, reason: null })
    expect({ who: new Set(who).size, ended }).toEqual({ who: 1, ended: ['done'] })
    expect((await page('GET', `/jobs/${id}`)).body).toContain('{&quot;counted&quot;:3}')
    const told = await s.host.kernel.db('core_notification').select('kind', 'subject', 'href')
    expect(told).toEqual([{ kind: 'core.job-over', subject: `job:${id}`, href: `/jobs/${id}` }])
    const touched: string[] = await s.host.kernel.db('core_touched').pluck('topic')
    expect(touched.filter((topic) => topic === `core.jobs:${id}`)).toHaveLength(3)
  })

  test('that is killed between two steps, or in one, goes on after the last that was committed', async () => {
    const { s, begin, run, written } = await opened()
    const id = await begin(5)
    const { db } = s.host.kernel
    // As a dead process leaves it: claimed, two steps committed, the lease over.
    await db('core_revision').insert([
      { name: 'step 1', n: 1 },
      { name: 'step 2', n: 2 },
    ])
    const dead = { state: 'running', token: 1, tries: 0, done: 2, at: '2', lease_until: '2000-01-01T00:00:00.000Z' }
    await db('core_job_run').where({ id }).update(dead)
    await Promise.all([s.host.drain(), s.host.drain()])
    expect(await run(id)).toMatchObject({ state: 'done', done: 5, total: 5 })
    expect(await written()).toBe(5)
  })

  test('ends with the reason where a rule says no, and what it did before stays', async () => {
    const { s, begin, run, written, ended } = await opened({
      step: async (ctx, { done }) => {
        await ctx.db('core_revision').insert({ name: `step ${done}`, n: 1 })
        if (done === 2) throw new Refusal('core.role-in-use')
        return { at: 1, done: done + 1 }
      },
    })
    const id = await begin(5)
    await s.host.drain()
    expect(await run(id)).toMatchObject({ state: 'failed', done: 2, reason: expect.stringContaining('role') as string })
    expect({ written: await written(), ended }).toEqual({ written: 2, ended: ['failed'] })
  })

  test('is tried again after a fault, and says when; after the last try it has failed', async () => {
    let broken = true
    const { s, begin, run, page } = await opened({
      step: async (_ctx, { done }) => {
        if (done === 1 && broken) throw new Error('the disk is full')
        return { at: 1, done: done + 1, ...(done === 2 && { finished: {} }) }
      },
    })
    const id = await begin(3)
    await s.host.drain()
    expect(await run(id)).toMatchObject({ state: 'waiting', done: 1, againAt: '2026-11-05T08:00:05.000Z' })
    expect((await page('GET', `/jobs/${id}`)).body).toContain('data-tone="warn"')
    broken = false
    s.clock.advance(5_000)
    await s.host.drain()
    expect(await run(id)).toMatchObject({ state: 'done', againAt: null })

    broken = true
    const other = await begin(3)
    for (let tries = 0; tries < 13; tries += 1) {
      await s.host.drain()
      s.clock.advance(6 * 60 * 60 * 1000)
    }
    expect(await run(other)).toMatchObject({ state: 'failed', reason: expect.stringContaining('many tries') as string })
  })

  test('is cancelled after the step under way, once, and only by its own operator', async () => {
    const asking: { cancel?: () => Promise<unknown> } = {}
    const { s, api, begin, run, ended } = await opened({
      step: async (_ctx, { done }) => {
        if (done === 1 && engine === 'mariadb') await asking.cancel?.()
        return { at: 1, done: done + 1 }
      },
    })
    const id = await begin(3)
    asking.cancel = () => s.host.kernel.db('core_job_run').where({ id }).update({ cancel_asked_at: s.clock.now() })
    if (engine === 'sqlite') await workRoundOnce(s, id)
    expect((await api('POST', `/jobs/${id + 1}/cancellation`)).statusCode).toBe(404)
    await s.host.drain()
    expect(await run(id)).toMatchObject({ state: 'cancelled' })
    expect(ended).toEqual(['cancelled'])
    expect((await api('POST', `/jobs/${id}/cancellation`)).json()).toMatchObject({ code: 'core.job-over' })
  })

  /** SQLite has one writer, so nobody can ask while a step is under way: it is asked before the first. */
  const workRoundOnce = async (s: SmallHost, id: number) => {
    const asked = await s.host.app.inject({ method: 'POST', url: `/jobs/${id}/cancellation`, headers: s.cookie })
    expect([asked.statusCode, asked.headers.location]).toEqual([303, `/jobs/${id}`])
    await workRound(s.host.kernel)
  }

  test('shows how far it is, and asks again until it is over', async () => {
    const { s, begin, page, run } = await opened()
    const id = await begin(1204)
    await s.host.kernel.db('core_job_run').where({ id }).update({ done: 1204, total: 5000 })
    const shown = (await page('GET', `/jobs/${id}/progress`, { 'hx-request-type': 'partial' })).body
    expect(shown).toContain('<progress value="1204" max="5000"')
    expect(shown).toContain('1,204 of 5,000')
    expect(shown).toContain('load delay:2s')
    expect((await page('GET', '/jobs')).body).toContain('Counting')
    await s.host.kernel.db('core_job_run').where({ id }).update({ state: 'cancelled' })
    expect((await page('GET', `/jobs/${id}`)).body).not.toContain('load delay:2s')
    await s.host.kernel.db('core_job_run').where({ id }).update({ operator_id: 99 })
    expect(await run(id)).toMatchObject({ code: 'core.not-found' })
  })

  test('ends when the account that began it is closed', async () => {
    const { s, begin, ended } = await opened()
    const id = await begin(3)
    const { db } = s.host.kernel
    await db('core_operator').update({ deactivated_at: s.clock.now() })
    await s.host.drain()
    const row = await db('core_job_run').where({ id }).first<{ state: string; reason: string }>()
    expect({ state: row.state, reason: row.reason, ended }).toEqual({
      state: 'failed',
      reason: '{"code":"core.job-operator-gone"}',
      ended: ['failed'],
    })
  })

  test('begun by a substitute goes on as the absent one for him, as long as he stands in', async () => {
    const who: unknown[] = []
    const { s, begin, run } = await opened({
      step: async (ctx, { done }) => {
        who.push([ctx.operator?.name, ctx.operator?.sitting?.name])
        return { at: 1, done: done + 1, ...(done === 1 && { finished: {} }) }
      },
    })
    const { db } = s.host.kernel
    const { id: _, ...ada }: { id: number; name: string } = await db('core_operator').first()
    const [bea] = await db('core_operator').insert({ ...ada, login: 'bea', name: 'Bea', name_key: 'bea' })
    const days = { first_day: '2026-11-05', last_day: '2026-11-06' }
    const made = { version: 1, created_at: s.clock.now(), absent_id: _, substitute_id: bea, ...days }
    await db('core_substitution').insert(made)
    const [first, later] = [await begin(2), await begin(2)]
    await db('core_job_run').update({ sitting_id: bea })
    await db('core_job_run').where({ id: later }).update({ due_at: '2026-11-07T08:00:00.000Z' })
    await s.host.drain()
    expect(who).toEqual([
      [ada.name, 'Bea'],
      [ada.name, 'Bea'],
    ])
    expect(await db('core_notification').pluck('operator_id')).toEqual([bea])
    s.clock.advance(48 * 60 * 60 * 1000)
    await s.host.drain()
    expect([(await run(first)).state, (await run(later)).state, who.length]).toEqual(['done', 'failed', 2])
  })
})
