import { type Static, Type } from '@sinclair/typebox'

const line = (maxLength: number, kind?: string) =>
  Type.String({ maxLength, default: '', ...(kind && { 'x-kind': kind }) })

/** What a firm says about itself and how strictly its door is kept. The seller of documents is frozen from here. */
export const coreSettings = Type.Object({
  firmName: line(200),
  firmStreet: line(200),
  firmPostalCode: line(20, 'postal-code'),
  firmCity: line(100),
  firmTaxId: line(30, 'tax-id'),
  firmAccount: line(50, 'iban'),
  /** Language before sign-in when the browser asks for neither, and of what the firm prints. */
  locale: Type.Union([Type.Literal('pl'), Type.Literal('en')], { default: 'pl' }),
  /** Sender of mails; empty: the firm's name. */
  mailFromName: line(120),
  mailFromAddress: line(254, 'email'),
  /** Largest attachment, megabytes. */
  uploadMaxMb: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
  /** Minutes without a request after which a session ends. */
  sessionIdleMinutes: Type.Integer({ minimum: 5, maximum: 1440, default: 120 }),
  /** Hours after which a session ends, used or not. */
  sessionHours: Type.Integer({ minimum: 1, maximum: 24, default: 12 }),
  /** Failed sign-ins within `signInMinutes` that lock the login for as long. */
  signInTries: Type.Integer({ minimum: 3, maximum: 20, default: 5 }),
  signInMinutes: Type.Integer({ minimum: 5, maximum: 1440, default: 15 }),
})

export type CoreSettings = Static<typeof coreSettings>
