import { contractorTabs, definePlugin, eventDone, every, fill, on } from '@berberis/sdk'
import { flat } from './entity.js'
import { loadExample } from './example.js'
import { flatList } from './list.js'
import { migrations } from './migrations/index.js'
import { may } from './permissions.js'
import { flats } from './routes/flats.js'
import { tenant } from './routes/tenant.js'
import { countFlats } from './services/count-flats.js'
import { noteTalk } from './services/note-talk.js'
import { planTalks } from './services/plan-talks.js'
import { settings } from './settings.js'
import { talkType } from './talk.js'

/** The flats of a landlord: who lives where, until when, and a talk before the lease ends. */
export default definePlugin({
  id: 'tenancy',
  title: 'tenancy.title',
  from: import.meta.url,
  settings,
  permissions: may,
  migrations,

  entities: [flat],
  lists: [flatList],
  attributes: [
    {
      entity: flat,
      key: 'heating',
      kind: 'choice',
      options: [
        { key: 'city', label: 'tenancy.heating.city' },
        { key: 'gas', label: 'tenancy.heating.gas' },
        { key: 'stove', label: 'tenancy.heating.stove' },
      ],
    },
  ],
  eventTypes: [talkType],
  routes: { '/flats': flats, '/tenant': tenant },

  listeners: [on(eventDone, 'note-talk', noteTalk)],
  schedules: [every('day at 06:00', 'plan-talks', planTalks)],

  menu: [
    { group: 'work', label: 'tenancy.flats', href: '/tenancy/flats', icon: 'building', permission: may.readFlats },
  ],
  create: [{ label: 'tenancy.flat', href: '/tenancy/flats/new', icon: 'building', permission: may.editFlats }],
  fills: [
    fill(contractorTabs, {
      name: 'flats',
      label: 'tenancy.flats',
      permission: may.readFlats,
      href: ({ contractor }) => `/tenancy/tenant?contractor=${contractor.id}`,
      count: countFlats,
    }),
  ],

  example: loadExample,
})
