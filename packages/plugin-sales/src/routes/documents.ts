import { listQuery, listSchema, Type, undone, type Routes } from '@berberis/sdk'
import { documentInput } from '../inputs.js'
import { documentForm } from '../forms/document.js'
import { documentList } from '../lists/documents.js'
import { documentEditor } from '../pages/document-editor.js'
import { documentPage } from '../pages/document-page.js'
import { handingsPanel } from '../pages/handings-panel.js'
import { mailingPage } from '../pages/mailing-page.js'
import type { Again } from '../pages/pager.js'
import { previewRefused } from '../pages/preview-refused.js'
import { may } from '../permissions.js'
import { documentData, handingData } from '../services/document-data.js'
import { issueDocument } from '../services/issue-document.js'
import { mailDocument } from '../services/mail-document.js'
import { removeDocument } from '../services/remove-document.js'
import { createDocument, saveDocument } from '../services/save-document.js'
import { calculationAgain, calculationBody, calculationQuery, showCalculation } from './calculation.js'
import { documentAnswer, handingAnswer, calculationAnswer } from './answers.js'
import { versionQuery, withId } from './path.js'
import { sendPdf, sendPreview } from './send-pdf.js'

const about = Type.Object({
  contractor: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })),
  case: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })),
})
const ofDraft = Type.Object({ document: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })) })
const mailing = Type.Object({
  to: Type.String({ minLength: 3, maxLength: 254 }),
  subject: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
  text: Type.Optional(Type.Union([Type.String({ maxLength: 5000 }), Type.Null()])),
})
const asking = Type.Object({
  /** How often it may still be asked. */
  left: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  /** How many mails the page shows on their way. */
  queued: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
})
const listed: object = { 200: listSchema(documentList) }
const pdf = Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'application/pdf' })
const calculated: object = { 200: calculationAnswer }
const idOf = (params: unknown) => Number((params as { id: unknown }).id)
const newAgain: Again = ({ ctx }, reply, refused) => documentEditor(ctx, reply, { refused })
const editAgain: Again = ({ ctx, params }, reply, refused) => documentEditor(ctx, reply, { id: idOf(params), refused })

/** Invoices: a draft is written, issued, printed and sent; what was issued stays as it is. */
export const documents: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: listQuery, response: listed }, config: { permission: may.readDocuments } },
    (_request, reply) => reply.list(documentList),
  )

  app.get(
    '/new',
    {
      schema: { querystring: about },
      config: { permission: may.issueInvoices, door: 'page', form: documentForm, again: newAgain },
    },
    ({ ctx, query }, reply) => documentEditor(ctx, reply, { given: query }),
  )

  app.post(
    '/',
    {
      schema: { body: documentInput, response: { 201: documentAnswer } },
      config: {
        permission: may.issueInvoices,
        again: newAgain,
      },
    },
    async ({ ctx, body }, reply) => {
      const { id } = await createDocument(ctx, body)
      return reply.created(await documentData(ctx, id), `/sales/documents/${id}`)
    },
  )

  /** A new one, written and issued in one go, or neither. */
  app.post(
    '/issue',
    {
      schema: { body: documentInput, response: { 201: documentAnswer } },
      config: {
        permission: may.issueInvoices,
        again: newAgain,
      },
    },
    async ({ ctx, body }, reply) => {
      const { id } = await createDocument(ctx, body)
      await issueDocument(ctx, id)
      return reply.created(await documentData(ctx, id), `/sales/documents/${id}`)
    },
  )

  /** What is written, as it would be printed. It writes nothing, so nobody waits for its print. */
  app.post(
    '/preview',
    {
      schema: { querystring: ofDraft, body: documentInput, response: { 200: pdf } },
      config: { permission: may.issueInvoices, transaction: false, again: previewRefused },
    },
    ({ ctx, query, body }, reply) => sendPreview(ctx, reply, { id: query.document ?? null, body }),
  )

  app.post(
    '/calculation',
    {
      schema: { body: calculationBody, querystring: calculationQuery, response: calculated },
      config: {
        permission: may.issueInvoices,
        transaction: false,
        again: calculationAgain('document'),
        halfTyped: true,
      },
    },
    (request, reply) => showCalculation(request, reply, 'document'),
  )

  app.get(
    '/:id',
    { schema: { params: withId, response: { 200: documentAnswer } }, config: { permission: may.readDocuments } },
    async ({ ctx, params }, reply) => documentPage(ctx, reply, await documentData(ctx, params.id)),
  )

  app.get(
    '/:id/edit',
    {
      schema: { params: withId },
      config: { permission: may.issueInvoices, door: 'page', form: documentForm, again: editAgain },
    },
    ({ ctx, params }, reply) => documentEditor(ctx, reply, { id: params.id }),
  )

  app.put(
    '/:id',
    {
      schema: { params: withId, body: documentInput, response: { 200: documentAnswer } },
      config: {
        permission: may.issueInvoices,
        again: editAgain,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await saveDocument(ctx, params.id, body)
      return reply.saved(await documentData(ctx, params.id), `/sales/documents/${params.id}`)
    },
  )

  app.delete(
    '/:id',
    {
      schema: { params: withId, querystring: versionQuery, response: undone },
      config: { permission: may.issueInvoices },
    },
    async ({ ctx, params, query }, reply) => {
      return reply.removed('/sales/documents', await removeDocument(ctx, params.id, query))
    },
  )

  /** What comes along is saved first, from the editor the whole draft: it is saved and issued in one go, or neither. */
  app.post(
    '/:id/issue',
    {
      schema: { params: withId, body: documentInput, response: { 200: documentAnswer } },
      config: {
        permission: may.issueInvoices,
        again: editAgain,
      },
    },
    async ({ ctx, params: { id }, body: { version, ...written } }, reply) => {
      const saved = Object.keys(written).length > 0 ? await saveDocument(ctx, id, { ...written, version }) : null
      const at = saved?.version ?? version
      await issueDocument(ctx, id, at === undefined ? {} : { version: at })
      return reply.saved(await documentData(ctx, id), `/sales/documents/${id}`)
    },
  )

  app.get(
    '/:id/pdf',
    {
      schema: { params: withId, response: { 200: pdf } },
      config: { permission: may.readDocuments },
    },
    ({ ctx, params }, reply) => sendPdf(ctx, reply, params.id),
  )

  /** What the page of a document asks while its mails are on their way. */
  app.get(
    '/:id/handings',
    {
      schema: { params: withId, querystring: asking },
      config: { permission: may.readDocuments, door: 'page' },
    },
    ({ ctx, params, query }, reply) => handingsPanel(ctx, reply, { ...params, ...query }),
  )

  app.get(
    '/:id/mailings/new',
    { schema: { params: withId }, config: { permission: may.sendDocuments, door: 'page' } },
    ({ ctx, params }, reply) => mailingPage(ctx, reply, params.id),
  )

  app.post(
    '/:id/mailings',
    {
      schema: { params: withId, body: mailing, response: { 201: handingAnswer } },
      config: {
        permission: may.sendDocuments,
        again: ({ ctx, params }, reply, refused) => mailingPage(ctx, reply, idOf(params), refused),
      },
    },
    async ({ ctx, params, body }, reply) => {
      const handing = await mailDocument(ctx, params.id, body)
      return reply.created(handingData(handing), `/sales/documents/${params.id}`)
    },
  )
}
