import { permission } from '@berberis/sdk'

/** Rights of this plugin. Whom they are suggested to is shown to the administrator; nothing is granted by installing. */
export const may = {
  /** Sees flats: those he looks after, those of his unit, or all. */
  readFlats: permission('tenancy.read-flats', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'own' },
  }),

  /** Adds and changes flats, lets them and ends a lease. */
  editFlats: permission('tenancy.edit-flats', { scoped: true, suggest: { manager: 'all', seller: 'own' } }),
} as const
