import { Type } from '@sinclair/typebox'
import { announcement } from '../plugin/hooks.js'

/**
 * What became of a mail sent with `sendMail`: `dedupe` is the name its sender gave it. Sent for done, failed and uncertain
 * ones; an uncertain one that a person resolves is told a second time.
 */
export const mailSettled = announcement(
  'core.mail-settled',
  Type.Object({
    errandId: Type.Integer({ minimum: 1 }),
    dedupe: Type.String({ maxLength: 200 }),
    state: Type.Union([Type.Literal('done'), Type.Literal('failed'), Type.Literal('uncertain')]),
  }),
  { label: 'core.announced.mail-settled' },
)
