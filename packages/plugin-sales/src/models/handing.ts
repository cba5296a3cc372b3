import { Model, type Ctx } from '@berberis/sdk'

/** Failed: certainly not sent. Uncertain: it may have arrived; a person decides. */
export type HandingState = 'queued' | 'sent' | 'failed' | 'uncertain'

/** Who was given what document, when and how. */
export class Handing extends Model {
  static override tableName = 'sales_handing'

  declare documentId: number
  declare channel: 'mail'
  declare address: string
  /** 1, 2, 3 … of this document to this address. */
  declare attempt: number
  declare subject: string
  declare text: string
  declare state: HandingState
  declare reason: string | null
  declare queuedAt: string
  declare queuedBy: number | null
  declare settledAt: string | null

  /** Newest first. */
  static async of(ctx: Ctx, documentId: number): Promise<Handing[]> {
    return Handing.query(ctx.db).where('documentId', documentId).orderBy('id', 'desc')
  }
}
