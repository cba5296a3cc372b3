import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Migration } from '../plugin/migrations.js'
import { insertMany, insertMissing } from './bulk.js'
import { keyed, recordColumns, refColumn } from './columns.js'
import { guardOf } from './guards.js'
import { Recorded } from './model.js'
import { migrate, migrateDown, migrationState, type MigrationSet } from './migrate.js'
import { scratchDatabase, scratchEngines, type Scratch } from './scratch-databases.js'
import { isForeignKeyViolation, isUniqueViolation, writing } from './writing.js'

const parent: Migration = {
  name: '0001-parent',
  async up(db) {
    await db.schema.createTable('t_parent', (t) => {
      recordColumns(t)
      keyed(t, 'name').notNullable()
      t.unique(['name'], { indexName: 't_parent_name' })
    })
  },
  async down(db) {
    await db.schema.dropTable('t_parent')
  },
}
const child: Migration = {
  name: '0002-child',
  async up(db) {
    await db.schema.createTable('t_child', (t) => {
      t.increments('id')
      refColumn(t, 'parent_id', 't_parent', { onDelete: 'cascade' })
      t.string('note', 40).nullable()
    })
  },
  async down(db) {
    await db.schema.dropTable('t_child')
  },
}
const rebuild: Migration = {
  name: '0003-longer',
  async up(db) {
    await db.schema.alterTable('t_parent', (t) => t.string('name', 400).notNullable().alter())
  },
  async down(db) {
    await db.schema.alterTable('t_parent', (t) => t.string('name', 200).notNullable().alter())
  },
}
const guards = [
  { name: 'kept', table: 't_child', refuses: 'delete', when: "old.note = 'kept'" },
  { name: 'frozen', table: 't_child', refuses: 'update', when: "old.note = 'kept'", except: ['parent_id'] },
] as const
const set = (...migrations: Migration[]): MigrationSet => ({
  plugin: 't',
  migrations,
  ...(migrations.length > 1 && { guards }),
})
const at = '2026-11-05T08:00:00.000Z'
const row = (name: string) => ({ name, name_key: name, created_at: at })

describe.each(scratchEngines)('the database on %s', (engine) => {
  let scratch: Scratch
  beforeAll(async () => {
    scratch = await scratchDatabase(engine)
  })
  afterAll(() => scratch.drop())

  it('migrates step by step, keeping the rows of a table that is rebuilt and of its children', async () => {
    const { db } = scratch
    await migrate(db, [set(parent, child)], { at })
    const [id] = await db('t_parent').insert(row('Łódź'))
    await db('t_child').insert({ parent_id: id })

    expect((await migrationState(db, [set(parent, child, rebuild)])).pending).toEqual([
      { plugin: 't', name: '0003-longer' },
    ])
    await migrate(db, [set(parent, child, rebuild)], { at })
    expect(await db('t_child').count('* as n')).toEqual([{ n: 1 }])
    await expect(migrate(db, [set(parent)], { at })).rejects.toThrow('newer than the program')

    await migrateDown(db, set(parent, child, rebuild), { until: '0002-child' })
    expect(await db('t_child').count('* as n')).toEqual([{ n: 1 }])
  })

  it('asks a model by the names code knows', async () => {
    const { db } = scratch
    class Parent extends Recorded {
      static override tableName = 't_parent'
      declare nameKey: string
    }
    const found = Parent.query(db).where({ nameKey: 'Łódź' }).whereNotNull('createdAt').orderBy('nameKey')
    expect(await found).toEqual([expect.objectContaining({ nameKey: 'Łódź', createdAt: at })])
    expect(await db('t_parent').where({ name_key: 'Łódź' }).select('name_key')).toEqual([{ name_key: 'Łódź' }])
  })

  it('tells apart what a key refused', async () => {
    const { db } = scratch
    const double = await db('t_parent')
      .insert(row('Łódź'))
      .catch((error: unknown) => error)
    const orphan = await db('t_child')
      .insert({ parent_id: 999 })
      .catch((error: unknown) => error)
    expect([isUniqueViolation(double), isForeignKeyViolation(double)]).toEqual([true, false])
    expect([isUniqueViolation(orphan), isForeignKeyViolation(orphan)]).toEqual([false, true])
  })

  it('holds texts apart by every sign, as a text with a space at its end', async () => {
    const { db } = scratch
    await insertMany(db, 't_parent', ['lodz', 'łódź', 'ŁÓDŹ', 'łódź '].map(row))
    await insertMissing(db, 't_parent', ['name'], ['łódź', 'nowa'].map(row))
    const names = await db('t_parent').orderBy('name').pluck('name')
    expect(names).toEqual(['lodz', 'nowa', 'ŁÓDŹ', 'Łódź', 'łódź', 'łódź '])
  })

  it('rolls back everything of a transaction that throws', async () => {
    const { db } = scratch
    const failed = writing(db, async (trx) => {
      await trx('t_parent').insert(row('half'))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await db('t_parent').where({ name: 'half' })).toEqual([])
  })

  it('refuses by its guards what no program may do', async () => {
    const { db } = scratch
    await migrate(db, [set(parent, child, rebuild)], { at })
    const [id] = await db('t_parent').insert(row('guarded'))
    await db('t_child').insert({ parent_id: id, note: 'kept' })
    const kept = () => db('t_child').where({ note: 'kept' })

    expect(
      guardOf(
        await kept()
          .delete()
          .catch((error: unknown) => error),
      ),
    ).toBe('kept')
    expect(
      guardOf(
        await kept()
          .update({ note: 'lost' })
          .catch((error: unknown) => error),
      ),
    ).toBe('frozen')
    expect(await kept().update({ parent_id: id })).toBe(1)
  })
})
