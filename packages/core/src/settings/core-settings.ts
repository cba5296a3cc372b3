import { type Static, Type } from '@sinclair/typebox'

const line = (group: string, maxLength: number, kind?: string) =>
  Type.String({ maxLength, default: '', 'x-group': group, ...(kind && { 'x-kind': kind }) })
const count = (group: string, minimum: number, maximum: number, given: number) =>
  Type.Integer({ minimum, maximum, default: given, 'x-group': group })
const hours = (given: string) => Type.String({ maxLength: 100, default: given, 'x-group': 'time', 'x-kind': 'hours' })

/** What a firm says about itself and how strictly its door is kept. The seller of documents is frozen from here. */
export const coreSettings = Type.Object({
  firmName: line('firm', 200),
  firmStreet: line('firm', 200),
  firmPostalCode: line('firm', 20, 'postal-code'),
  firmCity: line('firm', 100),
  firmTaxId: line('firm', 30, 'tax-id'),
  firmAccount: line('firm', 50, 'iban'),
  /** Language before sign-in when the browser asks for neither, and of what the firm prints. */
  locale: Type.Union([Type.Literal('pl'), Type.Literal('en')], { default: 'pl', 'x-group': 'firm' }),
  /** Sender of mails; empty: the firm's name. */
  mailFromName: line('mail', 120),
  mailFromAddress: line('mail', 254, 'email'),
  /** Largest attachment, megabytes. */
  uploadMaxMb: count('mail', 1, 500, 50),
  /** Days in which what was done can be undone, and what was removed lies in the bin. */
  undoDays: count('history', 1, 365, 30),
  /** Minutes without a request after which a session ends. */
  sessionIdleMinutes: count('door', 5, 1440, 120),
  /** Hours after which a session ends, used or not. */
  sessionHours: count('door', 1, 24, 12),
  /** Failed sign-ins within `signInMinutes` that lock the login for as long. */
  signInTries: count('door', 3, 20, 5),
  signInMinutes: count('door', 5, 1440, 15),
  /** Days a browser may go without the code of the second factor; 0: never. */
  rememberDeviceDays: count('door', 0, 365, 30),
  /** When the firm works, by the day of the week: `08:00-12:00, 13:00-16:00`; empty: not at all. */
  hours1: hours('08:00-16:00'),
  hours2: hours('08:00-16:00'),
  hours3: hours('08:00-16:00'),
  hours4: hours('08:00-16:00'),
  hours5: hours('08:00-16:00'),
  hours6: hours(''),
  hours7: hours(''),
})

export type CoreSettings = Static<typeof coreSettings>
