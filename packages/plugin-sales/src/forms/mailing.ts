import { email, form, longText, place, text } from '@berberis/sdk'

/** To whom a document is sent, and with what words. */
export const mailingForm = form('sales.mailing', {
  fields: {
    to: email({ required: true }),
    subject: text({ maxLength: 200 }),
    text: longText({ maxLength: 5000 }),
  },
  groups: [{ key: '', fields: [place('to', 6), place('subject', 6), place('text', 6, { rows: 8 })] }],
  submit: 'sales.mailing.submit',
})
