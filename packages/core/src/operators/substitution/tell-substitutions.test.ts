import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { create } from '../../entity/create.js'
import { save } from '../../entity/save.js'
import { scratchPeople } from '../scratch-people.js'
import { substitution } from './substitution.js'
import { tellSubstitutions } from './tell-substitutions.js'

describe.each(scratchEngines)('notices of a substitution on %s', (engine) => {
  let people: Awaited<ReturnType<typeof scratchPeople>>
  let [absentId, substituteId] = [0, 0]
  beforeAll(async () => {
    people = await scratchPeople(engine)
    absentId = await people.hire('manager', { name: 'Dorota Dąbek' })
    substituteId = await people.hire('secretary', { name: 'Anna Adamska' })
  })
  afterAll(() => people.drop())

  const told = (): PromiseLike<{ operator_id: number; subject: string; params: string }[]> =>
    people.host.kernel
      .db('core_notification')
      .where({ kind: 'core.substitution-begun' })
      .orderBy('id')
      .select('operator_id', 'subject', 'params')

  it('go to both at its start, once, also when the server stood still that day', async () => {
    const { id, version } = await people.run(async (ctx) => {
      const made = await create(ctx, substitution, { absentId, substituteId, from: '2026-11-07', to: '2026-11-12' })
      return { id: made.id, version: 1 }
    })
    await people.run(tellSubstitutions)
    expect(await told()).toEqual([])

    people.clock.set('2026-11-09T06:00:00.000Z')
    await people.run(tellSubstitutions)
    await people.run(tellSubstitutions)
    const rows = await told()
    expect(rows.map(({ operator_id }) => operator_id)).toEqual([absentId, substituteId])
    expect(JSON.parse(rows[0]?.params ?? '')).toEqual({
      absent: 'Dorota Dąbek',
      substitute: 'Anna Adamska',
      until: { day: '2026-11-12' },
    })
    await people.run((ctx) => save(ctx, substitution, id, { version, to: '2026-11-13' }))
    expect(await told()).toHaveLength(2)
  })

  it('go at once when it begins on the day it is written', async () => {
    await people.run((ctx) =>
      create(ctx, substitution, {
        absentId: people.adam,
        substituteId: absentId,
        from: '2026-11-20',
        to: '2026-11-20',
      }),
    )
    expect(await told()).toHaveLength(2)
    people.clock.set('2026-11-16T06:00:00.000Z')
    await people.run((ctx) =>
      create(ctx, substitution, { absentId, substituteId, from: '2026-11-16', to: '2026-11-17', reason: 'urlop' }),
    )
    const rows = await told()
    expect(rows.map(({ operator_id }) => operator_id).slice(2)).toEqual([absentId, substituteId])
    expect(rows.map(({ params }) => params).join()).not.toContain('urlop')
  })
})
