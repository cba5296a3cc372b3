import type { Migration } from '../plugin/migrations.js'
import { polishKey } from '../text/polish-key.js'

/** The seven roles everybody begins with (spec-core §4): key, names in Polish and English, hue. */
const FIRST = [
  ['client', 'Klient', 'Client', 'rose'],
  ['producer', 'Producent', 'Producer', 'violet'],
  ['supplier', 'Dostawca', 'Supplier', 'teal'],
  ['partner', 'Partner', 'Partner', 'blue'],
  ['collaborator', 'Współpracownik', 'Collaborator', 'green'],
  ['authority', 'Urząd', 'Authority', 'slate'],
  ['other', 'Inna', 'Other', 'slate'],
] as const

export const firstContractorRoles: Migration = {
  name: '0401-contractor-roles',
  async up(db) {
    const rows = FIRST.map(([key, pl, en, hue], index) => ({
      key,
      label_pl: pl,
      label_pl_key: polishKey(pl),
      label_en: en,
      label_en_key: polishKey(en),
      hue,
      position: index + 1,
      created_at: '2026-11-22T00:00:00.000Z',
    }))
    await db('core_contractor_role').insert(rows)
  },
  async down(db) {
    await db('core_contractor_role').delete()
  },
}
