import { contractor, day, form, place, ref } from '@berberis/sdk'
import { flat } from './entity.js'

/** Draws the page, validates the request and documents the API. Widths are sixths of a row. */
export const flatForm = form('tenancy.flat-form', {
  of: flat,
  groups: [
    { key: '', fields: [place('name', 4), place('area', 2), place('street', 4), place('city', 2)] },
    { key: 'terms', fields: [place('rentMinor', 2), place('owner', 4), place('note', 6, { rows: 4 })] },
  ],
})

/** Who moves in, and until when. A form of its own fields, since a lease is made by a service. */
export const leaseForm = form('tenancy.lease-form', {
  fields: { tenant: ref(() => contractor, { required: true }), until: day({ required: true }) },
  groups: [{ key: '', fields: [place('tenant', 4), place('until', 2)] }],
  submit: 'tenancy.let',
})
