import { contractor, day, entity, longText, money, number, operator, ref, text } from '@berberis/sdk'
import { Flat } from './model.js'
import { may } from './permissions.js'

/** A flat, described once. List, form, page, API, search, audit and rights are all made from this. */
export const flat = entity('tenancy.flat', {
  model: Flat,
  path: '/tenancy/flats',
  icon: 'building',
  read: may.readFlats,
  edit: may.editFlats,
  own: ['ownerId'],
  label: (row) => row.name,
  sortBy: 'name_key',
  attributable: true,
  fields: {
    name: text({ required: true, maxLength: 100, search: 'title' }),
    street: text({ maxLength: 120, sortKey: false, sort: false, search: 'text' }),
    city: text({ required: true, maxLength: 100, search: 'text' }),
    area: number({ places: 2 }),
    rentMinor: money(),
    owner: ref(() => operator),
    tenant: ref(() => contractor, { readonly: true }),
    leaseEndsOn: day({ readonly: true }),
    talkedOn: day({ readonly: true }),
    note: longText({ maxLength: 2000 }),
  },
})
