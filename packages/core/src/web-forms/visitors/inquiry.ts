import { judgeValue } from '../../entity/fields/judge.js'
import { email, longText, phone, taxId, text, type Field } from '../../plugin/fields.js'
import { form, place, type Form } from '../../plugin/forms.js'
import { refuseFields, type FieldRefusal } from '../../plugin/refusal.js'
import { ASKED, type Asked } from '../options.js'
import type { WebForm } from '../web-form.js'

/** What a visitor said, each in its stored form; null where he said nothing. */
export type Inquiry = Readonly<Record<Asked, string | null>>

/** What a visitor may be asked for, whatever the form asks. */
export const inquiryFields: Readonly<Record<Asked, Field>> = {
  name: text({ maxLength: 100 }),
  company: text(),
  email: email(),
  phone: phone(),
  taxId: taxId(),
  message: longText({ maxLength: 5000 }),
}

const NAMES = Object.keys(ASKED) as readonly Asked[]
const AUTOCOMPLETE: Readonly<Partial<Record<Asked, string>>> = {
  name: 'name',
  company: 'organization',
  email: 'email',
  phone: 'tel',
}

/** The form as visitors see it: what is asked, in the order of `ASKED`. */
export function visitorForm(row: WebForm): Form {
  const asked = NAMES.filter((name) => row[ASKED[name]] !== 'off')
  const required = new Set(requiredOf(row))
  return form('core.inquiry', {
    fields: Object.fromEntries(asked.map((name) => [name, { ...inquiryFields[name], required: required.has(name) }])),
    groups: [
      {
        key: '',
        fields: asked.map((name) =>
          place(name, 6, {
            ...(AUTOCOMPLETE[name] && { autocomplete: AUTOCOMPLETE[name] }),
            ...(name === 'message' && { rows: 6 }),
          }),
        ),
      },
    ],
    submit: 'core.inquiry.submit',
  })
}

/**
 * Judges what a visitor sent, all of it at once (422): kinds and lengths, what the form requires, a way to answer him, and
 * his consent. What the form does not ask (any more) is taken all the same, so that nothing he wrote is lost.
 */
export function judgeInquiry(row: WebForm, values: Readonly<Record<string, unknown>>): Inquiry {
  const refused: FieldRefusal[] = []
  const required = new Set(requiredOf(row))
  const judged = NAMES.map((name) => {
    const one = judgeValue(inquiryFields[name], values[name], { path: name })
    if ('error' in one) refused.push({ path: name, code: one.error, ...(one.params && { params: one.params }) })
    else if (one.value === null && required.has(name)) refused.push({ path: name, code: 'core.required' })
    return [name, 'value' in one && typeof one.value === 'string' ? one.value : null] as const
  })
  const inquiry = Object.fromEntries(judged) as Inquiry
  const reachable = inquiry.email !== null || inquiry.phone !== null
  if (!reachable && !refused.some(({ path }) => path === 'email' || path === 'phone'))
    refused.push({ path: row.asksEmail === 'off' ? 'phone' : 'email', code: 'core.email-or-phone' })
  if (values['consent'] !== true) refused.push({ path: 'consent', code: 'core.consent-needed' })
  if (refused.length > 0) throw refuseFields(refused)

  return inquiry
}

/** The one way to answer that a form asks for has to be given, whatever it says of it. */
function requiredOf(row: WebForm): readonly Asked[] {
  const only = row.asksEmail === 'off' ? 'phone' : row.asksPhone === 'off' ? 'email' : null
  return NAMES.filter((name) => row[ASKED[name]] === 'required' || name === only)
}
