import { mkdtempSync, rmSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { freshDatabase, type Engine } from '../support/fresh-database.js'
import { mariadb } from '../support/programs.js'
import { buildServer, startServer, tokenFor } from '../support/server-process.js'
import { smtpSink } from '../support/smtp-sink.js'
import { often } from '../support/tiers.js'
import { rawDatabase, type RawDatabase } from './raw-database.js'
import { startWriter, type Writer } from './writer.js'

/** Times the server is killed. */
const KILLS = often(2, 20)
const WRITERS = 3

beforeAll(() => buildServer(), 180_000)

const engines: readonly Engine[] = mariadb ? ['sqlite', 'mariadb'] : ['sqlite']
describe.each(engines)('on %s', (engine) => {
  it(`loses and doubles nothing when it is killed ${KILLS} times while invoices are issued and mails leave`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berberis-kill-'))
    const database = await freshDatabase(engine, folder)
    const sink = await smtpSink({ delay: 5 })
    const settings = { database: database.url, dataFolder: folder, mail: sink.url }
    let server = await startServer(settings)
    onTestFinished(() => server.kill())
    const tokens = Array.from({ length: WRITERS }, () => tokenFor(settings))
    const raw = await rawDatabase(database.url)
    const { contractor, product, before } = await found(raw)

    const writers = tokens.map((token, at) =>
      startWriter(`w${at}`, token, { at: () => server.origin, contractor, product }),
    )
    for (let kills = 0; kills < KILLS; kills += 1) {
      await answeredAgain(writers)
      await sleep(randomInt(0, 900))
      await server.kill()
      await raw.alone()
      await endLeases(raw)
      server = await startServer(settings)
    }
    await Promise.all(writers.map((writer) => writer.stop()))
    await settled(raw)

    const acknowledged = writers.flatMap((writer) => writer.acknowledged)
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS)
    await documentsStand(raw, acknowledged, before)
    await mailsLeftOnce(raw, sink.mails, acknowledged.length)
    expect(await server.terminate()).toBe(0)

    await raw.close()
    await sink.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }, 600_000)
})

/** Waits for one more invoice, however slow the machine is, so that each life of the server leaves something to lose. */
async function answeredAgain(writers: readonly Writer[]): Promise<void> {
  const count = () => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  const had = count()
  for (const until = performance.now() + 60_000; count() === had;) {
    if (performance.now() > until) throw new Error('no invoice was issued for a minute')
    await sleep(10)
  }
}

/** Whom invoices go to, what they are for, and how many the example firm has already. */
async function found(raw: RawDatabase) {
  const [contractor] = await raw.rows("select id from core_contractor where name = 'Hotel Imperial'")
  const [product] = await raw.rows('select id from sales_product order by id limit 1')
  const [issued] = await raw.rows("select count(*) as n from sales_document where state = 'issued'")
  return { contractor: Number(contractor?.['id']), product: Number(product?.['id']), before: Number(issued?.['n']) }
}

/** Two minutes pass: what the dead server had claimed is given up. */
async function endLeases(raw: RawDatabase): Promise<void> {
  for (const table of ['core_outbox', 'core_errand', 'core_schedule_run']) {
    await raw.change(`update ${table} set lease_until = '2000-01-01T00:00:00.000Z' where lease_until is not null`)
  }
}

/** Waits until later work has nothing more to do. */
async function settled(raw: RawDatabase): Promise<void> {
  const open = `select (select count(*) from core_outbox where state in ('waiting', 'running'))
    + (select count(*) from core_errand where state in ('pending', 'claimed', 'handing-over') or owes_told = 1) as n`
  for (let tries = 0; tries < 600; tries += 1) {
    const [row] = await raw.rows(open)
    if (Number(row?.['n']) === 0) return
    await sleep(100)
  }
  const left = {
    outbox: await raw.rows("select * from core_outbox where state <> 'done'"),
    errands: await raw.rows("select * from core_errand where state not in ('done', 'uncertain') or owes_told <> 0"),
  }
  throw new Error(`later work did not end: ${JSON.stringify(left)}`)
}

async function documentsStand(
  raw: RawDatabase,
  acknowledged: readonly { id: number; number: string; grossMinor: number }[],
  before: number,
): Promise<void> {
  const rows = await raw.rows(
    "select id, number, gross_minor, ordinal, series, period from sales_document where state = 'issued' order by id",
  )
  const byId = new Map(rows.map((row) => [Number(row['id']), row]))
  for (const { id, number, grossMinor } of acknowledged) {
    expect(byId.get(id)).toMatchObject({ number })
    expect(Number(byId.get(id)?.['gross_minor'])).toBe(grossMinor)
  }
  expect(rows.length).toBe(acknowledged.length + before)
  const ordinals = new Map<string, number[]>()
  for (const row of rows) {
    const period = `${String(row['series'])} ${String(row['period'])}`
    ordinals.set(period, [...(ordinals.get(period) ?? []), Number(row['ordinal'])])
  }
  for (const [period, taken] of ordinals) {
    expect(
      taken.sort((a, b) => a - b),
      period,
    ).toEqual(taken.map((_, at) => at + 1))
  }
}

/** Each mail that was asked for has one errand: sent once, or uncertain and then in the sink at most once. */
async function mailsLeftOnce(
  raw: RawDatabase,
  mails: readonly { messageId: string; to: readonly string[] }[],
  asked: number,
): Promise<void> {
  const errands = await raw.rows(
    "select state, count(*) as n from core_errand where errand = 'sales.mail-document' group by state",
  )
  const states = Object.fromEntries(errands.map((row) => [String(row['state']), Number(row['n'])]))
  const [done, uncertain] = [states['done'] ?? 0, states['uncertain'] ?? 0]
  expect(done + uncertain).toBe(asked)
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length)
  expect(new Set(mails.map(({ to }) => to.join())).size).toBe(mails.length)
  expect(mails.length).toBeGreaterThanOrEqual(done)
  expect(mails.length).toBeLessThanOrEqual(done + uncertain)
}
