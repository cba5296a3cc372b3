import { expect, test } from 'vitest'
import type { Ctx } from '../ctx.js'
import { typedTimes } from './typed-times.js'

const ctx: Pick<Ctx, 'zone' | 'today'> = { zone: 'Europe/Warsaw', today: () => '2026-11-22' }
const typed = (from: string | null, to: string | null) => typedTimes(ctx as Ctx, { day: '2026-11-22', from, to })

test('hours past midnight end on the next day', () => {
  expect(typed('22:00', '06:00')).toEqual({
    plannedFrom: '2026-11-22T21:00:00.000Z',
    plannedTo: '2026-11-23T05:00:00.000Z',
  })
  expect(typed('09:00', '09:00')).toMatchObject({ plannedTo: '2026-11-22T08:00:00.000Z' })
})

test.each([
  ['15:00', '14:00'],
  [null, '08:30'],
])('hours the wrong way round are refused at the later field: %s to %s', (from, to) => {
  expect(() => typed(from, to)).toThrow(
    expect.objectContaining({ details: { fields: [{ path: 'to', code: 'core.times-reversed' }] } }) as Error,
  )
})
