import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { isTransient, writing } from '../db/writing.js'
import { may, scratchWorld, type World } from '../entity/scratch-world.js'
import { series } from '../plugin/numbering.js'
import { Refusal } from '../plugin/refusal.js'
import { formatNumber, isSoundPattern, periodOf } from './pattern.js'
import { saveSeries } from './save-series.js'
import { takeNumber } from './take-number.js'

const invoices = series('t.invoice', { pattern: 'FV/{N}/{MM}/{YYYY}', reset: 'month', edit: may.edit })
const cases = series('t.case', { pattern: 'S/{NNNN}/{YY}', reset: 'year', edit: may.edit })
const branched = series('t.receipt', { pattern: '{TYPE}/{BRANCH}/{N}', reset: 'never', edit: may.edit })

describe('a pattern', () => {
  it.each([
    ['S/{N}/{YYYY}', 'year', true],
    ['{NNNNNN}', 'never', true],
    ['S/{YYYY}', 'year', false],
    ['S/{N}', 'year', false],
    ['S/{N}/{YYYY}', 'month', false],
    ['S/{N}/{N}', 'never', false],
    ['S/{N}/{DD}', 'never', false],
    [`${'S'.repeat(38)}{N}`, 'never', false],
  ] as const)('%s with reset %s is sound: %s', (pattern, reset, sound) => {
    expect(isSoundPattern(pattern, reset)).toBe(sound)
  })

  it('gives numbers with their parts, padded as it says', () => {
    expect(formatNumber(cases.pattern, 7, { day: '2026-11-05' })).toBe('S/0007/26')
    expect(formatNumber(branched.pattern, 12345, { day: '2026-11-05', branch: 'KR', type: 'PA' })).toBe('PA/KR/12345')
    expect(periodOf(branched.pattern, 'never', { day: '2026-11-05', branch: 'KR', type: 'PA' })).toBe('all b:KR t:PA')
  })
})

describe.each(scratchEngines)('numbers on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
  })
  afterAll(() => world.drop())

  it('run in a row through 64 writers at once, though every fourth changes his mind', { timeout: 60_000 }, async () => {
    const given: number[] = []
    const write = async (n: number) => {
      const outcome = await again(() =>
        world.write(async (ctx) => {
          const { ordinal } = await takeNumber(ctx, invoices, '2026-11-05')
          if (n % 4 === 0) throw new Refusal('t.changed-mind')
          return ordinal
        }),
      )
      if (outcome !== null) given.push(outcome)
    }
    await Promise.all(Array.from({ length: 64 }, (_, n) => write(n)))
    expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: 48 }, (_, n) => n + 1))
  })

  it('begin again in a new period and go on in an old one', async () => {
    const take = (day: string) => world.write(async (ctx) => (await takeNumber(ctx, cases, day)).number)
    expect([await take('2026-12-31'), await take('2027-01-01'), await take('2026-12-31')]).toEqual([
      'S/0001/26',
      'S/0001/27',
      'S/0002/26',
    ])
  })

  it('follow a new pattern from the next one, and a start only while nothing was numbered', async () => {
    const fresh = series('t.fresh', { pattern: 'A/{N}/{YYYY}', reset: 'year', edit: may.edit })
    const inOne = <T>(work: (ctx: ReturnType<World['ctx']>) => Promise<T>) =>
      writing(world.db, (trx) =>
        work({ ...world.ctx(undefined, trx), registry: { plugins: [{ series: [fresh, cases] }] } as never }),
      )
    const change = (values: { version: number; pattern: string; start?: number }) =>
      inOne((ctx) => saveSeries(ctx, fresh, { reset: 'year', ...values }))
    const refused = (work: Promise<unknown>) =>
      work.catch((error: unknown) => (error instanceof Refusal ? error.code : error))

    await change({ version: 0, pattern: 'B/{N}/{YYYY}', start: 101 })
    expect((await world.write((ctx) => takeNumber(ctx, fresh, '2026-11-05'))).number).toBe('B/101/2026')
    expect(await refused(change({ version: 1, pattern: 'B/{N}/{YYYY}', start: 500 }))).toBe('core.series-used')
    expect(await refused(change({ version: 1, pattern: 'S/{NN}/{YYYY}' }))).toBe('core.bad-pattern')
    expect(await refused(change({ version: 0, pattern: 'C/{N}/{YYYY}' }))).toBe('core.conflict')
    await change({ version: 1, pattern: 'C/{N}/{YYYY}' })
    expect((await world.write((ctx) => takeNumber(ctx, fresh, '2026-11-05'))).number).toBe('C/102/2026')
  })

  it('give none twice when they look as before and are counted over another span', async () => {
    const shown = series('t.spans', { pattern: 'P/{N}/{MM}/{YYYY}', reset: 'month', edit: may.edit })
    const change = (version: number, reset: 'month' | 'year' | 'never') =>
      writing(world.db, (trx) =>
        saveSeries({ ...world.ctx(undefined, trx), registry: { plugins: [{ series: [shown] }] } as never }, shown, {
          version,
          pattern: shown.pattern,
          reset,
        }),
      )
    const take = () =>
      world.write(async (ctx) => [
        (await takeNumber(ctx, shown, ctx.today())).ordinal,
        (await takeNumber(ctx, shown, ctx.today())).ordinal,
      ])

    expect(await take()).toEqual([1, 2])
    await change(0, 'year')
    expect(await take()).toEqual([3, 4])
    await change(1, 'month')
    expect(await take()).toEqual([5, 6])
    await change(2, 'never')
    expect(await take()).toEqual([7, 8])
  })
})

/** As the edge does it: the whole work once more when the database could not decide. Null when it was refused. */
async function again(work: () => Promise<number>): Promise<number | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Refusal) return null
      if (!isTransient(error) || attempt > 10) throw error
    }
  }
}
