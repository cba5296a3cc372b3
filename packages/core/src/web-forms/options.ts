import { options } from '../plugin/options.js'

/** Whether a form asks for something, and whether it has to be answered. */
export const asking = options('core.web-form.asks', ['required', 'optional', 'off'])

export type Asking = 'required' | 'optional' | 'off'

/** What a visitor may be asked for, in this order, and the field of the form that says whether he is. */
export const ASKED = {
  name: 'asksName',
  company: 'asksCompany',
  email: 'asksEmail',
  phone: 'asksPhone',
  taxId: 'asksTaxId',
  message: 'asksMessage',
} as const

export type Asked = keyof typeof ASKED
