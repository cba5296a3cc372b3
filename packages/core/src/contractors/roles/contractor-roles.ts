import type { Ctx } from '../../ctx.js'
import { keptBy } from '../../entity/kept.js'
import type { DictionaryItem } from '../../plugin/fields.js'
import { ContractorRole } from './contractor-role.js'

/** All rows in their order; few, and asked for by every page with a contractor or a case on it. */
const allRoles = keptBy<readonly ContractorRole[]>('contractor-roles', async (ctx) =>
  ContractorRole.query(ctx.db).orderBy('position').orderBy('id'),
)

/** The roles of contractors in their order, archived ones too, named in the reader's language. */
export async function contractorRoles(ctx: Ctx): Promise<readonly (DictionaryItem & { readonly hue: string })[]> {
  const rows = await allRoles(ctx)

  return rows.map((row) => ({
    key: row.key,
    label: ctx.locale === 'pl' ? row.labelPl : row.labelEn,
    hue: row.hue,
    archived: row.archivedAt !== null,
  }))
}
