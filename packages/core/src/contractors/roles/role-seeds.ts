/** What a new instance starts with (spec-core §4), in this order; an administrator renames, moves, adds and archives. */
export const firstContractorRoles: readonly {
  readonly key: string
  readonly labelPl: string
  readonly labelEn: string
  readonly hue: string
}[] = [
  { key: 'client', labelPl: 'Klient', labelEn: 'Client', hue: 'rose' },
  { key: 'producer', labelPl: 'Producent', labelEn: 'Producer', hue: 'violet' },
  { key: 'supplier', labelPl: 'Dostawca', labelEn: 'Supplier', hue: 'teal' },
  { key: 'partner', labelPl: 'Partner', labelEn: 'Partner', hue: 'blue' },
  { key: 'collaborator', labelPl: 'Współpracownik', labelEn: 'Collaborator', hue: 'green' },
  { key: 'authority', labelPl: 'Urząd', labelEn: 'Authority', hue: 'slate' },
  { key: 'other', labelPl: 'Inna', labelEn: 'Other', hue: 'slate' },
]
