import { eventTypes } from '../cases/event-types.js'
import { stages } from '../contractors/options.js'
import { contractorRoles } from '../contractors/roles/contractor-roles.js'
import { Recorded } from '../db/model.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, instant, longText, number, ref, text } from '../plugin/fields.js'
import { asking, type Asking } from './options.js'
import { originsIn } from './origins.js'
import { webFormRules } from './web-form-rules.js'

/** A form for visitors of the firm's own web pages; what they send becomes an event, of a contractor known or new. */
export class WebForm extends Recorded {
  static override tableName = 'core_web_form'

  declare name: string
  /** Its address is `/forms/<key>`, for ever. */
  declare key: string
  /** Language in which visitors are spoken to. */
  declare locale: 'pl' | 'en'
  declare title: string
  declare intro: string | null
  declare asksName: Asking
  declare asksCompany: Asking
  declare asksEmail: Asking
  declare asksPhone: Asking
  declare asksTaxId: Asking
  declare asksMessage: Asking
  declare consent: string
  declare privacyAddress: string | null
  /** Key of the kind of event that is made, and its subject. */
  declare eventType: string
  declare subject: string
  /** The deadline of the event: so many working days, or hours, after it came; exactly one of the two. */
  declare deadlineDays: number | null
  declare deadlineHours: number | null
  /** Whose the event is, and the contractor when it is new. */
  declare ownerId: number
  /** Of a new contractor. */
  declare contractorRole: string | null
  declare stage: string | null
  declare thanks: string
  declare thanksAddress: string | null
  /** Pages that may embed it or send to it, one origin a line. */
  declare origins: string | null
  /** Inquiries within 24 hours, at most. */
  declare dailyLimit: number
  declare archivedAt: string | null
}

const asks = (given: Asking) => choice(asking, { required: true, default: given, sort: false, filter: false })
const unsorted = { sortKey: false, sort: false, filter: false } as const

export const webForm: Entity<WebForm> = entity('core.web-form', {
  model: WebForm,
  path: '/web-forms',
  icon: 'forms',
  read: may.manageWebForms,
  edit: may.manageWebForms,
  own: ['ownerId'],
  open: (rows) => rows.whereNull('archived_at'),
  label: (row) => row.name,
  sortBy: 'name_key',
  configuration: true,
  fields: {
    name: text({ required: true, maxLength: 120 }),
    key: text({ ...unsorted, maxLength: 40, hint: 'core.web-form.key.hint' }),
    locale: choice(
      [
        { key: 'pl', label: 'core.locale.pl' },
        { key: 'en', label: 'core.locale.en' },
      ],
      { required: true, default: 'pl' },
    ),
    title: text({ ...unsorted, required: true }),
    intro: longText({ maxLength: 2000, filter: false }),
    asksName: asks('required'),
    asksCompany: asks('optional'),
    asksEmail: asks('required'),
    asksPhone: asks('optional'),
    asksTaxId: asks('off'),
    asksMessage: asks('required'),
    consent: longText({ required: true, maxLength: 2000, filter: false, hint: 'core.web-form.consent.hint' }),
    privacyAddress: text({ ...unsorted, maxLength: 500 }),
    eventType: choice([], { dictionary: eventTypes, required: true, default: 'email' }),
    subject: text({ ...unsorted, required: true }),
    deadlineDays: number(),
    deadlineHours: number(),
    owner: ref(() => operator, { required: true }),
    contractorRole: choice([], { dictionary: contractorRoles }),
    stage: choice(stages, { default: 'acquired' }),
    thanks: longText({ required: true, maxLength: 2000, filter: false }),
    thanksAddress: text({ ...unsorted, maxLength: 500, hint: 'core.web-form.thanksAddress.hint' }),
    origins: longText({ maxLength: 2000, filter: false, hint: 'core.web-form.origins.hint' }),
    dailyLimit: number({ required: true, default: '100', filter: false, hint: 'core.web-form.dailyLimit.hint' }),
    archivedAt: instant({ readonly: true }),
  },
  derive: ({ origins }) => ({ origins: originsIn(origins).join('\n') || null }),
  inner: [{ table: 'core_web_form_arrival', column: 'web_form_id' }],
  rules: webFormRules,
})
