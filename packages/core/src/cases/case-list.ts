import { may } from '../permissions.js'
import { column, list, view } from '../plugin/lists.js'
import { caseEntity } from './case.js'
import { removeCase } from './services/remove-case.js'
import { caseBulk } from './work-bulk.js'
import { lastEvents, nextEvents } from './event-columns.js'

export const caseList = list('core.cases', {
  of: caseEntity,
  columns: [
    column('name', { phone: 'title' }),
    column('number'),
    column('contractor', { phone: 'sub' }),
    column('contractorRole', { phone: 'end' }),
    column('owner', { edit: may.editCases }),
    column('lastEvent', { label: 'core.cases.lastEvent', kind: 'instant', values: lastEvents }),
    column('nextEvent', { label: 'core.cases.nextEvent', kind: 'instant', values: nextEvents, phone: 'end2' }),
    column('quietSince', { off: true }),
    column('closedAt', { off: true }),
    column('result', { off: true }),
    column('trade', { off: true }),
    column('aliases', { off: true }),
    column('createdAt', { off: true }),
  ],
  filters: [
    'contractor',
    'contractorRole',
    'trade',
    'owner',
    'result',
    'closedAt',
    'name',
    'number',
    'quietSince',
    'createdAt',
  ],
  views: [
    view('open', { 'closedAt.empty': 'yes' }),
    view('mine', { 'closedAt.empty': 'yes', owner: 'me' }),
    view('quiet', { 'closedAt.empty': 'yes', 'quietSince.lt': 'today-14' }, 'quietSince'),
    view('closed', { 'closedAt.empty': 'no' }, '-closedAt'),
    view('all', {}),
  ],
  sort: 'name',
  bulk: caseBulk,
  removal: removeCase,
})
