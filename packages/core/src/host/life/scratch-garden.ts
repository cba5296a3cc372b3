import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Type } from '@sinclair/typebox'
import { keyed, recordColumns } from '../../db/columns.js'
import { Recorded } from '../../db/model.js'
import { recordSaved } from '../../entity/hooks.js'
import { definePlugin, type Plugin } from '../../plugin/define-plugin.js'
import { entity } from '../../plugin/entity.js'
import { text } from '../../plugin/fields.js'
import { on } from '../../plugin/hooks.js'
import type { Migration } from '../../plugin/migrations.js'
import { series } from '../../plugin/numbering.js'
import { permission } from '../../plugin/permissions.js'

export const gardenMay = {
  read: permission('garden.read-plants', { scoped: true, suggest: { manager: 'all' } }),
  edit: permission('garden.edit-plants', { scoped: true, suggest: { manager: 'all' } }),
  water: permission('garden.water-plants', { suggest: { seller: 'all' } }),
}

class Plant extends Recorded {
  static override tableName = 'garden_plant'
  declare name: string
}

const plants: Migration = {
  name: '0001-plants',
  async up(db) {
    await db.schema.createTable('garden_plant', (t) => {
      recordColumns(t)
      keyed(t, 'name').notNullable()
      t.boolean('wet').notNullable().defaultTo(false)
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('garden_plant')
  },
}

const pots: Migration = {
  name: '0002-pots',
  async up(db) {
    await db.schema.createTable('garden_pot', (t) => {
      t.increments('id')
      t.integer('plant_id').unsigned().notNullable()
      t.foreign('plant_id', 'garden_pot_of').references('id').inTable('garden_plant')
      t.unique(['plant_id'], { indexName: 'garden_pot_once' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('garden_pot')
  },
}

/** Came with the next version: every plant gets a bed. */
const beds: Migration = {
  name: '0003-beds',
  async up(db) {
    await db.schema.alterTable('garden_plant', (t) => void t.string('bed', 20).notNullable().defaultTo('north'))
  },
  async down(db) {
    await db.schema.alterTable('garden_plant', (t) => void t.dropColumn('bed'))
  },
}

const plant = entity('garden.plant', {
  model: Plant,
  path: '/garden/plants',
  read: gardenMay.read,
  edit: gardenMay.edit,
  label: (row) => row.name,
  sortBy: 'nameKey',
  attributable: true,
  fields: { name: text({ required: true, search: 'title' }) },
})

const named = Type.Object({ items: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }) })

const TEXTS = {
  'garden.title': 'Garden',
  'permission.garden.read-plants': 'See plants',
  'permission.garden.edit-plants': 'Change plants',
  'permission.garden.water-plants': 'Water plants',
  'garden.plant': 'Plant',
  'garden.plant.name': 'Name',
  'settings.garden.litres': 'Litres',
  'event-type.watering': 'Watering',
  'series.garden.pots': 'Pots',
  'garden.pots': 'Pots',
}

/** A whole plugin in a folder of its own: tables, rights, settings, attributes, a series, an event type, a listener. */
export function gardenIn(
  folder: string,
  { next = false, breaks }: { next?: boolean; breaks?: Migration } = {},
): Plugin {
  const home = join(folder, next ? 'garden-next' : 'garden')
  mkdirSync(join(home, 'locales'), { recursive: true })
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'garden', version: next ? '1.1.0' : '1.0.0' }))
  for (const locale of ['pl', 'en']) writeFileSync(join(home, 'locales', `${locale}.json`), JSON.stringify(TEXTS))

  return definePlugin({
    id: 'garden',
    title: 'garden.title',
    from: `${pathToFileURL(home).href}/`,
    permissions: gardenMay,
    settings: Type.Object({ litres: Type.Integer({ minimum: 0, maximum: 100, default: 5 }) }),
    migrations: [plants, pots, ...(next ? [beds] : []), ...(breaks ? [breaks] : [])],
    guards: [{ name: 'kept', table: 'garden_pot', refuses: 'delete', when: '1 = 1' }],
    entities: [plant],
    series: [series('garden.pots', { pattern: 'P/{N}', reset: 'never', edit: gardenMay.edit })],
    eventTypes: [{ key: 'watering', icon: 'phone', hue: 'green', defaultMinutes: 10 }],
    listeners: [on(recordSaved, 'note', async () => {})],
    routes: {
      '/plants': (app) => {
        app.get(
          '/',
          { schema: { response: { 200: named } }, config: { permission: gardenMay.read, door: 'api' } },
          async ({ ctx }) => ({
            items: await ctx.db('garden_plant').orderBy('id').pluck<string[]>('name'),
          }),
        )
      },
    },
    seed: async (ctx) => {
      await ctx.db('garden_plant').insert({ name: 'Moss', name_key: 'moss', created_at: ctx.now(), wet: true })
    },
  })
}

/** A plugin that cannot be without the garden. */
export const bees = definePlugin({
  id: 'bees',
  title: 'core.title',
  from: new URL('./', import.meta.url).href,
  needs: ['garden'],
  permissions: {},
})
