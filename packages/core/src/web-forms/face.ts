import { form, place } from '../plugin/forms.js'
import { column, list, view } from '../plugin/lists.js'
import { webForm } from './web-form.js'

export const webFormList = list('core.web-forms', {
  of: webForm,
  columns: [
    column('name', { phone: 'title' }),
    column('key', { phone: 'sub' }),
    column('locale'),
    column('eventType'),
    column('owner', { phone: 'end' }),
    column('archivedAt', { phone: 'end2' }),
  ],
  filters: ['name', 'locale', 'eventType', 'owner', 'archivedAt'],
  views: [view('open', { 'archivedAt.empty': 'yes' }, 'name'), view('all', {}, 'name')],
  sort: 'name',
})

/** `key` is asked for once: the address of a form that hangs on somebody's page must not change under it. */
const formOf = (id: string, first: readonly ReturnType<typeof place>[]) =>
  form(id, {
    of: webForm,
    groups: [
      { key: 'about', label: 'core.web-form.group.about', fields: [...first, place('title', 6), place('intro', 6)] },
      {
        key: 'asks',
        label: 'core.web-form.group.asks',
        fields: (['asksName', 'asksCompany', 'asksEmail', 'asksPhone', 'asksTaxId', 'asksMessage'] as const).map(
          (name) => place(name, 2),
        ),
      },
      {
        key: 'consent',
        label: 'core.web-form.group.consent',
        fields: [place('consent', 6), place('privacyAddress', 6)],
      },
      {
        key: 'event',
        label: 'core.web-form.group.event',
        fields: [
          place('eventType', 2),
          place('subject', 4),
          place('deadlineDays', 2),
          place('deadlineHours', 2),
          place('owner', 2),
          place('contractorRole', 3),
          place('stage', 3),
        ],
      },
      {
        key: 'thanks',
        label: 'core.web-form.group.thanks',
        fields: [place('thanks', 6), place('thanksAddress', 6)],
      },
      {
        key: 'where',
        label: 'core.web-form.group.where',
        fields: [place('origins', 6, { rows: 3 }), place('dailyLimit', 2)],
      },
    ],
  })

export const newWebFormForm = formOf('core.web-form-form', [place('name', 4), place('locale', 2), place('key', 4)])
export const webFormForm = formOf('core.web-form-form', [place('name', 4), place('locale', 2)])
