import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../ctx.js'
import { dropGuards, raiseGuards } from '../db/guards.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { auditChange, auditGuards } from '../entity/audit.js'
import { scratchWorld, type World } from '../entity/scratch-world.js'
import { blankEntries } from './blank-entries.js'
import { firstBrokenSeal, sealAudit, unseal } from './seal-audit.js'

describe.each(scratchEngines)('the seals of the trail on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
  })
  afterAll(() => world.drop())
  const at =
    (minute: number) =>
    (ctx: Ctx): Ctx => ({ ...ctx, now: () => `2026-11-05T08:${String(minute).padStart(2, '0')}:00.000Z` })
  const write = (minute: number, label: string) =>
    world.write((ctx) => auditChange(at(minute)(ctx), { entity: 't.other', record: 1, label, action: 'changed' }))
  const seal = (minute: number) => world.write((ctx) => sealAudit(at(minute)(ctx)))
  const tampered = async (change: () => PromiseLike<unknown>) => {
    await dropGuards(world.db, auditGuards)
    await change()
    await raiseGuards(world.db, auditGuards)
  }
  const seals = () => world.db('core_audit_seal').orderBy('id').pluck<number[]>('up_to')

  it('are made of what is a minute old, hold, and tell the first that was tampered with', async () => {
    for (const [minute, label] of ['raz', 'dwa', 'trzy'].entries()) await write(minute, label)
    await seal(2)
    expect(await seals()).toEqual([2])
    await seal(2)
    await seal(4)
    await write(5, 'cztery')
    await seal(7)
    expect(await seals()).toEqual([2, 3, 4])
    expect(await firstBrokenSeal(world.ctx())).toBeNull()

    await tampered(() => world.db('core_audit').where({ id: 3 }).update({ label: 'inne' }))
    expect(await firstBrokenSeal(world.ctx())).toMatchObject({ upTo: 3 })
    await tampered(() => world.db('core_audit').where({ id: 3 }).update({ label: 'trzy' }))
    expect(await firstBrokenSeal(world.ctx())).toBeNull()
    await tampered(() => world.db('core_audit').where({ id: 1 }).delete())
    expect(await firstBrokenSeal(world.ctx())).toMatchObject({ upTo: 2 })
  })

  it('are made anew when they were broken on purpose', async () => {
    await world.write((ctx) => unseal(ctx, null))
    await seal(9)
    expect([await seals(), await firstBrokenSeal(world.ctx())]).toEqual([[4], null])
  })

  it('hold over entries the law has blanked, once and for ever; nothing else of an entry can be changed', async () => {
    const changes = [
      { field: 'name', before: 'Jan', after: 'Janina' },
      { field: 'stage', before: null, after: 'offer' },
    ]
    await world.write((ctx) =>
      auditChange(at(10)(ctx), { entity: 't.person', record: 7, label: 'Janina', action: 'changed', changes }),
    )
    await seal(12)
    const goes = (_part: string | null, field: string) => field === 'name'
    const blank = () =>
      world.write((ctx) => blankEntries(ctx, { entity: 't.person', records: [7], label: 'Osoba usunięta 7', goes }))
    expect([await blank(), await blank()]).toEqual([1, 0])
    const row = await world.db('core_audit').where({ entity: 't.person' }).first<Record<string, string>>()
    expect(row['label']).toBe('Osoba usunięta 7')
    expect(JSON.parse(row['changes'] ?? '')).toEqual([
      { field: 'name', before: null, after: null },
      { field: 'stage', before: null, after: 'offer' },
    ])
    expect(await firstBrokenSeal(world.ctx())).toBeNull()

    const entry = world.db('core_audit').where({ entity: 't.person' })
    await expect(entry.clone().update({ label: 'x' })).rejects.toThrow('blanked-once')
    await expect(world.db('core_audit').where({ id: 2 }).update({ label: 'x' })).rejects.toThrow('blanked-once')
    await expect(entry.clone().update({ action: 'x' })).rejects.toThrow()
  })
})
