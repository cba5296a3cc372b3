import { column, type List, list, view } from '../plugin/lists.js'
import { operator } from './operator.js'
import { role } from './role.js'
import { unit } from './unit.js'

export const operatorList: List = list('core.operators', {
  of: operator,
  columns: [
    column('name', { phone: 'title' }),
    column('login', { phone: 'sub' }),
    column('role', { phone: 'end' }),
    column('unit'),
    column('email'),
    column('phone'),
    column('kind', { off: true }),
    column('deactivatedAt', { off: true }),
  ],
  filters: ['role', 'unit', 'kind'],
  views: [
    view('active', { 'deactivatedAt.empty': 'yes' }),
    view('deactivated', { 'deactivatedAt.empty': 'no' }),
    view('all', {}),
  ],
  sort: 'name',
})

export const roleList: List = list('core.roles', {
  of: role,
  columns: [column('name', { phone: 'title' }), column('description', { phone: 'sub' }), column('extends')],
  views: [view('all', {})],
  sort: 'name',
})

export const unitList: List = list('core.units', {
  of: unit,
  columns: [
    column('name', { phone: 'title' }),
    column('head', { phone: 'sub' }),
    column('code', { phone: 'end' }),
    column('parent', { phone: 'end2' }),
  ],
  views: [view('all', {})],
  sort: 'name',
})
