import { form, place } from '@berberis/sdk'
import { unit } from '../entities/unit.js'

export const unitForm = form('sales.unit', {
  of: unit,
  groups: [{ key: '', fields: [place('code', 2), place('places', 2), place('namePl', 3), place('nameEn', 3)] }],
})
