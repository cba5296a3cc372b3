import { SETUP } from './new-plugin-setup.js'

/**
 * The files of a new plugin, by their path: one entity with its list, form, permissions and migration, both languages, an
 * example and the conformance suite. `id` is the plugin's, `version` that of the SDK it is made for.
 */
export function newPlugin(id: string, version: string): Readonly<Record<string, string>> {
  const files = { ...SETUP, ...SOURCES, ...texts() }
  const given = { id, version, sheet: `${id[0]?.toUpperCase()}${id.slice(1)}` }
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, filled(text, given)]))
}

function filled(text: string, given: Readonly<Record<string, string>>): string {
  return text.replace(/<<(\w+)>>/g, (whole, name: string) => given[name] ?? whole)
}

const SOURCES = {
  'src/index.ts': `import { definePlugin } from '@berberis/sdk'
import { item } from './entity.js'
import { loadExample } from './example.js'
import { itemList } from './list.js'
import { migrations } from './migrations/index.js'
import { may } from './permissions.js'
import { items } from './routes.js'

/** What this plugin is for, in one sentence. */
export default definePlugin({
  id: '<<id>>',
  title: '<<id>>.title',
  from: import.meta.url,
  permissions: may,
  migrations,

  entities: [item],
  lists: [itemList],
  routes: { '/items': items },

  menu: [{ group: 'work', label: '<<id>>.items', href: '/<<id>>/items', icon: 'box', permission: may.readItems }],
  create: [{ label: '<<id>>.item', href: '/<<id>>/items/new', icon: 'box', permission: may.editItems }],

  example: loadExample,
})
`,
  'src/permissions.ts': `import { permission } from '@berberis/sdk'

/** Rights of this plugin. Whom they are suggested to is shown to the administrator; nothing is granted by installing. */
export const may = {
  /** Sees items: his own, those of his unit, or all. */
  readItems: permission('<<id>>.read-items', { scoped: true, suggest: { manager: 'all' } }),

  /** Adds and changes items. */
  editItems: permission('<<id>>.edit-items', { scoped: true, suggest: { manager: 'all' } }),
} as const
`,
  'src/model.ts': `import { Recorded } from '@berberis/sdk'

/** An item. Columns are declared, never initialised. */
export class Item extends Recorded {
  static override tableName = '<<id>>_item'

  declare name: string
  declare nameKey: string
  declare ownerId: number | null
  declare note: string | null
}
`,
  'src/entity.ts': `import { entity, longText, operator, ref, text } from '@berberis/sdk'
import { Item } from './model.js'
import { may } from './permissions.js'

/** An item, described once. List, form, page, API, search, audit and rights are all made from this. */
export const item = entity('<<id>>.item', {
  model: Item,
  path: '/<<id>>/items',
  icon: 'box',
  read: may.readItems,
  edit: may.editItems,
  own: ['ownerId'],
  label: (row) => row.name,
  sortBy: 'name_key',
  attributable: true,
  fields: {
    name: text({ required: true, maxLength: 100, search: 'title' }),
    owner: ref(() => operator),
    note: longText({ maxLength: 2000 }),
  },
})
`,
  'src/list.ts': `import { column, list, view } from '@berberis/sdk'
import { item } from './entity.js'

/** All items: a page with filters, sorting, search and phone cards, and the collection of the API. */
export const itemList = list('<<id>>.items', {
  of: item,
  columns: [column('name', { phone: 'title' }), column('owner', { phone: 'sub' })],
  views: [view('all', {})],
  sort: 'name',
})
`,
  'src/form.ts': `import { form, place } from '@berberis/sdk'
import { item } from './entity.js'

/** Draws the page, validates the request and documents the API. Widths are sixths of a row. */
export const itemForm = form('<<id>>.item-form', {
  of: item,
  groups: [{ key: '', fields: [place('name', 4), place('owner', 2), place('note', 6, { rows: 4 })] }],
})
`,
  'src/routes.ts': `import { resource, type Routes } from '@berberis/sdk'
import { item } from './entity.js'
import { itemForm } from './form.js'
import { itemList } from './list.js'

/** Items at both doors: list, page, form, creation, change and removal. */
export const items: Routes = resource(item, { list: itemList, form: itemForm })
`,
  'src/migrations/0001-items.ts': `import { keyed, recordColumns, refColumn, textColumn, type Migration } from '@berberis/sdk'

export const items: Migration = {
  name: '0001-items',
  async up(db) {
    await db.schema.createTable('<<id>>_item', (t) => {
      recordColumns(t)
      keyed(t, 'name', 100).notNullable()
      refColumn(t, 'owner_id', 'core_operator', { nullable: true })
      textColumn(t, 'note', 2000).nullable()
      t.index(['name_key', 'id'], '<<id>>_item_name_key')
    })
  },
  async down(db) {
    await db.schema.dropTable('<<id>>_item')
  },
}
`,
  'src/migrations/index.ts': `import type { Migration } from '@berberis/sdk'
import { items } from './0001-items.js'

/** In order, for ever: a released migration is never changed, only followed by another. */
export const migrations: readonly Migration[] = [items]
`,
  'src/example.ts': `import { create, type Ctx } from '@berberis/sdk'
import { item } from './entity.js'

/** Its part of the example firm. The conformance suite plays with these rows. */
export async function loadExample(ctx: Ctx): Promise<void> {
  await create(ctx, item, { name: 'Pierwszy' })
  await create(ctx, item, { name: 'Drugi' })
}
`,
  'src/plugin.test.ts': `import { conformance } from '@berberis/sdk/testing'
import plugin from './index.js'

// What every plugin promises, in one line.
conformance(plugin)
`,
}

const WORDS = [
  ['title', '<<sheet>>', '<<sheet>>'],
  ['items', 'Pozycje', 'Items'],
  ['items.view.all', 'Wszystkie', 'All'],
  ['item', 'Pozycja', 'Item'],
  ['item.name', 'Nazwa', 'Name'],
  ['item.owner', 'Opiekun', 'Owner'],
  ['item.note', 'Notatka', 'Note'],
  ['item-form.new', 'Nowa pozycja', 'New item'],
  ['item-form.edit', 'Zmiana pozycji', 'Edit item'],
] as const

function texts(): Readonly<Record<string, string>> {
  const locale = (at: 1 | 2, rights: readonly [string, string]) => {
    const words = WORDS.map((word) => [`<<id>>.${word[0]}`, word[at]] as const)
    const all = [
      ...words,
      ['permission.<<id>>.read-items', rights[0]],
      ['permission.<<id>>.edit-items', rights[1]],
    ] as const
    return `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`
  }
  return {
    'locales/pl.json': locale(1, ['Widzi pozycje', 'Zmienia pozycje']),
    'locales/en.json': locale(2, ['See items', 'Change items']),
  }
}
