import { errand, handToServer, Type } from '@berberis/sdk'
import { settleHanding } from './services/settle-handing.js'

const line = (maxLength: number) => Type.String({ maxLength })

/** The PDF of a document by e-mail to one address. Its outcome is written on the handing that asked for it. */
export const mailDocumentErrand = errand(
  'sales.mail-document',
  Type.Object({
    handingId: Type.Integer({ minimum: 1, maximum: 2 ** 31 }),
    from: Type.Object({ name: line(200), address: line(254) }),
    to: line(254),
    subject: line(200),
    text: line(20_000),
    file: Type.Object({ name: line(200), sha256: line(64) }),
  }),
  {
    go: (tools, { from, to, subject, text, file }) =>
      handToServer(
        tools,
        { to: [{ address: to }], subject, text, attachments: [{ ...file, mediaType: 'application/pdf' }] },
        from,
      ),
    told: (ctx, { handingId }, outcome) => settleHanding(ctx, handingId, outcome),
  },
)
