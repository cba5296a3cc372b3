import { column, list, view } from '@berberis/sdk'
import { flat } from './entity.js'

/** All flats: a page with filters, sorting, search and phone cards, and the collection of the API. */
export const flatList = list('tenancy.flats', {
  of: flat,
  columns: [
    column('name', { phone: 'title' }),
    column('city', { phone: 'sub' }),
    column('tenant'),
    column('leaseEndsOn', { phone: 'end2' }),
    column('rentMinor', { phone: 'end' }),
    column('area'),
    column('owner', { off: true }),
    column('talkedOn', { off: true }),
  ],
  views: [
    view('all', {}),
    view('free', { 'tenant.empty': 'yes' }),
    view('ending', { 'leaseEndsOn.le': 'today+30' }, 'leaseEndsOn'),
  ],
  sort: 'name',
})
