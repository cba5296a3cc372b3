import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../ctx.js'
import { scratchEngines } from '../db/scratch-databases.js'
import type { Entity } from '../plugin/entity.js'
import type { Scope } from '../plugin/permissions.js'
import { deed, firm, matter, scratchWorld, sheet, type World } from './scratch-world.js'
import { editable, seen } from './seen.js'

const PEOPLE = [1, 2, 3, 4]
const person = fc.option(fc.constantFrom(...PEOPLE))
const scope = fc.option(fc.constantFrom<Scope>('own', 'department', 'all'))

/** Who asks, and every row with whom it belongs to; places in arrays stand for ids. */
const worlds = fc.record({
  me: fc.constantFrom(...PEOPLE),
  others: fc.subarray(PEOPLE),
  read: scope,
  edit: scope,
  firms: fc.array(person, { maxLength: 4 }),
  matters: fc.array(fc.record({ owner: person }), { maxLength: 4 }),
  deeds: fc.array(fc.record({ owner: person, helper: person, matter: fc.option(fc.nat(3)) }), { maxLength: 5 }),
  sheets: fc.array(fc.nat(4), { maxLength: 5 }),
})
type Given = typeof worlds extends fc.Arbitrary<infer T> ? T : never

describe.each(scratchEngines)('what may be seen and edited on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
    for (const id of PEOPLE) await world.db('t_person').insert({ id, name: `P${id}`, version: 1, created_at: '' })
  })
  afterAll(() => world.drop())

  it('is, in two hundred worlds, what a judge of single records says', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (given) => {
        await fill(world, given)
        const ctx = world.ctx({
          id: given.me,
          scope: given.read,
          edit: given.edit,
          department: [...new Set([given.me, ...given.others])],
        })
        for (const entity of [firm, matter, deed, sheet]) {
          expect(await idsSeen(ctx, entity), entity.id).toEqual(judged(given, entity, given.read))
          expect(await idsEdited(world, ctx, entity), entity.id).toEqual(judged(given, entity, given.edit))
        }
      }),
      { numRuns: 200 },
    )
  })
})

async function fill({ db }: World, { firms, matters, deeds, sheets }: Given): Promise<void> {
  for (const table of ['t_sheet', 't_deed', 't_matter', 't_firm']) await db(table).delete()
  const insert = async (table: string, rows: readonly object[]) => {
    if (rows.length > 0)
      await db(table).insert(rows.map((row, at) => ({ id: at + 1, name: `${at}`, version: 1, created_at: '', ...row })))
  }
  await insert(
    't_firm',
    firms.map((owner) => ({ owner_id: owner })),
  )
  await insert(
    't_matter',
    matters.map(({ owner }) => ({ owner_id: owner })),
  )
  await insert(
    't_deed',
    deeds.map(({ owner, helper, matter: at }) => ({
      owner_id: owner,
      helper_id: helper,
      matter_id: at !== null && at < matters.length ? at + 1 : null,
    })),
  )
  await insert(
    't_sheet',
    sheets.flatMap((at) => (at < deeds.length ? [{ deed_id: at + 1 }] : [])),
  )
}

async function idsSeen(ctx: Ctx, entity: Entity): Promise<number[]> {
  return (await seen(ctx, entity).orderBy('id')).map(({ id }) => id)
}

async function idsEdited(world: World, ctx: Ctx, entity: Entity): Promise<number[]> {
  const rows: { id: number }[] = await world.db(entity.model.tableName).select('id').orderBy('id')
  const found: number[] = []
  for (const row of rows) if (await editable(ctx, entity, row)) found.push(row.id)
  return found
}

/** The same in the words of the specification, one record after the other. */
function judged(given: Given, entity: Entity, reach: Scope | null): number[] {
  const people = reach === 'own' ? [given.me] : [given.me, ...given.others]
  const mine = (...owners: (number | null)[]) =>
    reach === 'all' || (reach !== null && owners.some((owner) => owner !== null && people.includes(owner)))
  const seesMatter = (at: number | null) =>
    at !== null && at < given.matters.length && mine(given.matters[at]?.owner ?? null)
  const seesDeed = (at: number) => {
    const row = given.deeds[at]
    return row !== undefined && (mine(row.owner, row.helper) || (reach !== null && seesMatter(row.matter)))
  }
  const all: Readonly<Record<string, readonly boolean[]>> = {
    't.firm': given.firms.map((owner) => mine(owner)),
    't.matter': given.matters.map(({ owner }) => mine(owner)),
    't.deed': given.deeds.map((_row, at) => seesDeed(at)),
    't.sheet': given.sheets.filter((at) => at < given.deeds.length).map((at) => seesDeed(at)),
  }
  return (all[entity.id] ?? []).flatMap((yes, at) => (yes ? [at + 1] : []))
}
