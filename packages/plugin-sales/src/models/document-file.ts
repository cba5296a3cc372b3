import { Model, type Ctx } from '@berberis/sdk'

/** The PDF of an issued document, rendered once; every reprint is these bytes. */
export class DocumentFile extends Model {
  static override tableName = 'sales_document_file'

  declare documentId: number
  declare purpose: 'original'
  declare language: 'pl' | 'en'
  /** Name offered at download. */
  declare name: string
  declare sha256: string
  declare size: number
  /** SHA-256 of the template it was made with. */
  declare templateHash: string
  declare renderedAt: string

  static async original(ctx: Ctx, documentId: number): Promise<DocumentFile | undefined> {
    return DocumentFile.query(ctx.db).findOne({ documentId, purpose: 'original' })
  }
}
