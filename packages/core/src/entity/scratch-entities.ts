import type { Knex } from 'knex'
import { instantColumn, keyed, recordColumns, refColumn } from '../db/columns.js'
import { Recorded } from '../db/model.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, choices, day, instant, longText, money, number, ref, taxId, text, yesNo } from '../plugin/fields.js'
import type { Migration } from '../plugin/migrations.js'
import { permission } from '../plugin/permissions.js'

/** Rights, entities and tables of no trade at all: one of each shape a policy knows, with every kind of field. */
export const may = {
  read: permission('t.read-things', { scoped: true }),
  edit: permission('t.edit-things', { scoped: true }),
}

class Row extends Recorded {
  declare name: string
  declare ownerId: number | null
}
class Person extends Row {
  static override tableName = 't_person'
}
export class Firm extends Row {
  static override tableName = 't_firm'
  declare city: string | null
}
class Matter extends Row {
  static override tableName = 't_matter'
}
class Deed extends Row {
  static override tableName = 't_deed'
}
class Sheet extends Row {
  static override tableName = 't_sheet'
}
class Stamp extends Row {
  static override tableName = 't_stamp'
}

const rights = { read: may.read, edit: may.edit }
const named = { label: (row: Row) => row.name, sortBy: 'nameKey' }

export const person: Entity<Person> = entity('t.person', {
  ...rights,
  ...named,
  read: 'signed-in',
  model: Person,
  path: '/t/persons',
  fields: { name: text({ required: true }) },
})
/** Its owner's; has every kind of field. */
export const firm: Entity<Firm> = entity('t.firm', {
  ...rights,
  ...named,
  model: Firm,
  path: '/t/firms',
  own: ['ownerId'],
  attributable: true,
  pickable: { closedAt: null },
  fields: {
    name: text({ required: true, search: 'title' }),
    city: text({ search: 'text' }),
    taxId: taxId({ search: 'text' }),
    kind: choice(
      [
        { key: 'company', label: 'x' },
        { key: 'individual', label: 'x' },
      ],
      { required: true, default: 'company' },
    ),
    roles: choices(
      ['client', 'supplier', 'other'].map((key) => ({ key, label: 'x' })),
      { kept: { table: 't_firm_role', record: 'firm_id', value: 'role' } },
    ),
    limitMinor: money(),
    share: number({ places: 2 }),
    since: day(),
    active: yesNo(),
    owner: ref(() => person, { sort: true }),
    note: longText(),
    closedAt: instant(),
  },
})
export const matter: Entity<Matter> = entity('t.matter', {
  ...rights,
  ...named,
  model: Matter,
  path: '/t/matters',
  own: ['ownerId'],
  fields: {
    name: text({ required: true, search: 'title' }),
    owner: ref(() => person),
    firm: ref(() => firm, { sort: true }),
  },
})
/** Its owner's, and whoever's the matter is. */
export const deed: Entity<Deed> = entity('t.deed', {
  ...rights,
  ...named,
  model: Deed,
  path: '/t/deeds',
  own: ['ownerId', 'helperId'],
  widens: ['matter'],
  fields: {
    name: text({ required: true }),
    owner: ref(() => person),
    helper: ref(() => person),
    matter: ref(() => matter),
  },
})
/** Whoever's the deed is. */
export const sheet: Entity<Sheet> = entity('t.sheet', {
  ...rights,
  ...named,
  model: Sheet,
  path: '/t/sheets',
  follows: 'deed',
  part: true,
  fields: { name: text({ required: true }), deed: ref(() => deed, { required: true }) },
})
/** Whoever's the sheet is, and found by itself. */
export const stamp: Entity<Stamp> = entity('t.stamp', {
  ...rights,
  ...named,
  model: Stamp,
  path: '/t/stamps',
  follows: 'sheet',
  attributable: true,
  fields: { name: text({ required: true, search: 'title' }), sheet: ref(() => sheet, { required: true }) },
})

/** Their tables. */
export const scratchTables: Migration = {
  name: '0001-tables',
  async up(db) {
    const table = (name: string, more: (t: Knex.CreateTableBuilder) => void = () => {}) =>
      db.schema.createTable(name, (t) => {
        recordColumns(t)
        keyed(t, 'name')
        t.index(['name_key', 'id'])
        more(t)
      })
    await table('t_person')
    await table('t_firm', (t) => {
      keyed(t, 'city')
      t.index(['city_key', 'name_key', 'id'], 't_firm_in_town')
      t.string('tax_id', 30)
      t.string('kind', 20)
      t.bigInteger('limit_minor')
      t.bigInteger('share')
      t.string('since', 10)
      t.boolean('active')
      refColumn(t, 'owner_id', 't_person', { nullable: true })
      t.text('note')
      instantColumn(t, 'closed_at')
      t.index(['created_at', 'id'])
    })
    await db.schema.createTable('t_firm_role', (t) => {
      refColumn(t, 'firm_id', 't_firm', { onDelete: 'cascade' })
      t.string('role', 20)
      t.unique(['firm_id', 'role'])
      t.index(['role', 'firm_id'])
    })
    await table('t_matter', (t) => {
      refColumn(t, 'owner_id', 't_person', { nullable: true })
      refColumn(t, 'firm_id', 't_firm', { nullable: true })
    })
    await table('t_deed', (t) => {
      refColumn(t, 'owner_id', 't_person', { nullable: true })
      refColumn(t, 'helper_id', 't_person', { nullable: true })
      refColumn(t, 'matter_id', 't_matter', { nullable: true })
    })
    await table('t_sheet', (t) => refColumn(t, 'deed_id', 't_deed', { onDelete: 'cascade' }))
    await table('t_stamp', (t) => refColumn(t, 'sheet_id', 't_sheet', { onDelete: 'cascade' }))
  },
  async down(db) {
    for (const name of ['stamp', 'sheet', 'deed', 'matter', 'firm_role', 'firm', 'person'])
      await db.schema.dropTable(`t_${name}`)
  },
}
