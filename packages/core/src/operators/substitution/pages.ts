import { type Form, form, place } from '../../plugin/forms.js'
import { column, type List, list, view } from '../../plugin/lists.js'
import { resource } from '../../http/resource.js'
import { substitution } from './substitution.js'

export const substitutionList: List = list('core.substitutions', {
  of: substitution,
  columns: [
    column('absent', { phone: 'title' }),
    column('substitute', { phone: 'sub' }),
    column('from', { phone: 'end' }),
    column('to', { phone: 'end2' }),
    column('reason'),
  ],
  filters: ['absent', 'substitute', 'from', 'to'],
  views: [view('current', { 'to.ge': 'today' }), view('past', { 'to.lt': 'today' }), view('all', {})],
  sort: '-from',
})

export const substitutionForm: Form = form('core.substitution', {
  of: substitution,
  groups: [
    {
      key: '',
      fields: [place('absent', 3), place('substitute', 3), place('from', 3), place('to', 3), place('reason', 6)],
    },
  ],
})

/** Who stands in for whom; taken back by removing it, which acts on the substitute's next request. */
export const substitutions = resource(substitution, { list: substitutionList, form: substitutionForm })
