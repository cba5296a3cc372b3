import { Model } from '../db/model.js'

/** Bytes that at least one attachment needs, or needed until the next sweep. */
export class Blob extends Model {
  static override tableName = 'core_blob'

  declare sha256: string
  /** Bytes. */
  declare size: number
  /** UTC instant when they were last given to us. */
  declare keptAt: string
}
