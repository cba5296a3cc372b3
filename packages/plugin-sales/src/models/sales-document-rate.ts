import { Model, type Ctx } from '@berberis/sdk'

/** What a document comes to in one VAT rate, grosze. */
export class SalesDocumentRate extends Model {
  static override tableName = 'sales_document_rate'

  declare documentId: number
  declare position: number
  declare vatCode: string
  declare netMinor: number
  declare taxMinor: number
  declare grossMinor: number

  static async of(ctx: Ctx, documentId: number): Promise<SalesDocumentRate[]> {
    return SalesDocumentRate.query(ctx.db).where('documentId', documentId).orderBy('position')
  }
}
