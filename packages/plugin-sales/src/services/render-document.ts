import { BadTemplate, loadTemplate, Refusal, renderPdf, type Ctx } from '@berberis/sdk'
import type { SalesDocument } from '../models/sales-document.js'
import { invoicePrint } from '../pdf/invoice-print.js'
import { templateFolder } from '../pdf/template-folder.js'
import { printableDocument, type TypedContent } from './printable-document.js'

/** Largest PDF that is kept. */
const MAX_BYTES = 20 * 1024 * 1024

/** A PDF whose bytes are among the files, and the template it was made with. */
export interface Printed {
  readonly sha256: string
  readonly size: number
  readonly version: string
}

/**
 * Renders an issued document and puts the bytes among the files; the database learns nothing of it. `sales.bad-template`
 * when the template in force cannot be rendered.
 */
export async function printOriginal(ctx: Ctx, document: SalesDocument): Promise<Printed> {
  if (document.state !== 'issued') throw new Refusal('sales.not-issued')
  const { pdf, version } = await renderDocument(ctx, document)
  return { ...(await ctx.files.put(once(pdf), { maxBytes: MAX_BYTES })), version }
}

/**
 * The PDF of a document as it stands now, kept nowhere; a draft says that it is one. With `typed` content it is that of a
 * draft as somebody types it.
 */
export async function renderDocument(
  ctx: Ctx,
  document: SalesDocument,
  typed?: TypedContent,
): Promise<{ pdf: Uint8Array; version: string }> {
  const printable = await printableDocument(ctx, document, typed)
  const { language } = document
  try {
    const template = await loadTemplate('invoice', [ctx.templateFolder, templateFolder])
    const data = invoicePrint(printable, language)
    return { pdf: await renderPdf({ template, data, language, day: printable.issuedOn }), version: template.version }
  } catch (error) {
    if (!(error instanceof BadTemplate)) throw error
    ctx.log.error({ document: document.id, template: error.message }, 'a document template cannot be rendered')
    throw new Refusal('sales.bad-template')
  }
}

/** `FV-12-11-2026.pdf`, and `szkic-7.pdf` or `draft-7.pdf` by the reader's language: slashes belong in no file name. */
export function fileName(ctx: Ctx, { number, id }: Pick<SalesDocument, 'number' | 'id'>): string {
  return `${(number ?? ctx.t('sales.document.draft-file', { id })).replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.pdf`
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
