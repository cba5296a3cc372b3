import { column, list, view } from '@berberis/sdk'
import { unit } from '../entities/unit.js'

export const unitList = list('sales.units', {
  of: unit,
  columns: [
    column('code', { phone: 'title' }),
    column('namePl', { phone: 'sub' }),
    column('nameEn'),
    column('places', { phone: 'end' }),
  ],
  views: [view('all', {}, 'code')],
  sort: 'code',
})
