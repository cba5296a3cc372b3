import { may } from '../permissions.js'
import { column, list, view } from '../plugin/lists.js'
import { contractorBulk } from './contractor-bulk.js'
import { contractor } from './contractor.js'
import { removeContractor } from './services/remove-contractor.js'

export const contractorList = list('core.contractors', {
  of: contractor,
  columns: [
    column('displayName', { cell: 'core/contractor-cell', phone: 'title' }),
    column('taxId'),
    column('city', { phone: 'sub' }),
    column('roles', { phone: 'end' }),
    column('stage', { cell: 'core/stage-cell', phone: 'end2', edit: may.editContractors }),
    column('owner', { edit: may.editContractors }),
    column('quietSince', { off: true }),
    column('kind', { off: true }),
    column('country', { off: true }),
    column('createdAt', { off: true }),
  ],
  filters: ['kind', 'roles', 'stage', 'owner', 'city', 'taxId', 'name', 'quietSince', 'createdAt'],
  views: [
    view('all', { 'deactivatedAt.empty': 'yes' }),
    view('mine', { 'deactivatedAt.empty': 'yes', owner: 'me' }),
    view('clients', { 'deactivatedAt.empty': 'yes', roles: 'client' }),
    view('suppliers', { 'deactivatedAt.empty': 'yes', roles: ['supplier', 'producer'] }),
    view('quiet', { 'deactivatedAt.empty': 'yes', 'quietSince.lt': 'today-90' }, 'quietSince'),
  ],
  sort: 'displayName',
  bulk: contractorBulk,
  removal: removeContractor,
})
