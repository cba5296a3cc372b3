import { resource } from '../../http/resource.js'
import { unitForm } from '../forms.js'
import { unitList } from '../lists.js'
import { unit } from '../unit.js'

/** The tree of our own firm. A unit with people or units in it cannot be removed (`core.record-referenced`). */
export const units = resource(unit, { list: unitList, form: unitForm })
