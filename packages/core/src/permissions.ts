import { permission } from './plugin/permissions.js'

/** The core's rights. What is suggested to a first role is granted to it when the instance is set up (spec-core §1). */
export const may = {
  /** See contractors with their departments, persons, addresses, numbers and accounts. */
  readContractors: permission('core.read-contractors', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'all', technician: 'all', consultant: 'all' },
  }),
  /** Add and change contractors and their parts. */
  editContractors: permission('core.edit-contractors', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'all' },
  }),
  /** Merge two contractors that are one; takes the right to edit both as well. */
  mergeContractors: permission('core.merge-contractors', { suggest: { manager: 'all', seller: 'all' } }),
  /** See all that is held about a person, and erase it for ever; takes the right to edit him as well. */
  erasePersons: permission('core.erase-persons'),
  /** See cases; own ones are those one owns. */
  readCases: permission('core.read-cases', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'all', technician: 'own', consultant: 'own' },
  }),
  /** Open cases and change them. */
  editCases: permission('core.edit-cases', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'own', seller: 'own' },
  }),
  /** See events one owns or performs, and those of a case one may see. */
  readEvents: permission('core.read-events', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'all', technician: 'own', consultant: 'own' },
  }),
  /** Plan, note, finish and cancel events, and add files to them. */
  editEvents: permission('core.edit-events', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'own', technician: 'own', consultant: 'own' },
  }),
  /** Close a case and open it again. */
  closeCases: permission('core.close-cases', { scoped: true, suggest: { manager: 'all', seller: 'own' } }),
  /** Give an event to another operator. */
  assignEvents: permission('core.assign-events', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'all' },
  }),
  /** Send e-mail to contractors in the firm's name. */
  sendMail: permission('core.send-mail', { suggest: { manager: 'all', secretary: 'all' } }),
  /** Take lists away as files, with what one may read in them. */
  exportLists: permission('core.export-lists', { suggest: { manager: 'all', seller: 'all', technician: 'all' } }),
  /** Bring in files of many records; each is judged by the right to edit what it makes or changes. */
  importLists: permission('core.import-lists', { suggest: { manager: 'all' } }),
  /** Show a view of a list, its filter and columns, to others: to a role, or to everybody. */
  shareViews: permission('core.share-views', { suggest: { manager: 'all', seller: 'all' } }),
  /** Change many records of a list at once. Each of them still asks for its own right. */
  runBulkChanges: permission('core.run-bulk-changes', { suggest: { manager: 'all' } }),
  /** Operators and units: add, change, give a role, unlock, deactivate. Nobody gives more than he has. */
  manageOperators: permission('core.manage-operators'),
  /** Roles and what they may. Nobody gives more than he has. */
  manageRoles: permission('core.manage-roles'),
  /** Fields that operators define, and their values. */
  manageAttributes: permission('core.manage-attributes'),
  /** Kinds of events, their length and deadline. */
  manageEventTypes: permission('core.manage-event-types'),
  /** The firm, and what plugins let one set. */
  manageSettings: permission('core.manage-settings'),
  /** Which programs of others are told what happens here. */
  manageWebhooks: permission('core.manage-webhooks'),
  /** Forms on the firm's own web pages: what they ask, and what becomes of it. */
  manageWebForms: permission('core.manage-web-forms'),
  /** Patterns of document numbers. */
  manageSeries: permission('core.manage-series'),
  /** Which plugins are in force. To install one is to trust its code with everything. */
  managePlugins: permission('core.manage-plugins'),
  /** The whole trail of changes. */
  readAudit: permission('core.read-audit'),
  /** Errands, the outbox and what went wrong. */
  readLogs: permission('core.read-logs'),
} as const
