import { permission } from '@berberis/sdk'

/** Who may do what in sales. Suggestions follow the firm's custom: sellers sell, the secretary reads and sends. */
export const may = {
  /** Sees products, services, units and VAT rates. */
  readCatalogue: permission('sales.read-catalogue', { suggest: { manager: 'all', secretary: 'all', seller: 'all' } }),

  /** Changes names, codes, units, prices and tax marks of products and services. */
  editCatalogue: permission('sales.edit-catalogue', { suggest: { manager: 'all', seller: 'all' } }),

  /** Adds VAT rates with the day they hold from. A change of law, hence nobody's but the administrator's at first. */
  editVatRates: permission('sales.edit-vat-rates'),

  /** Sees orders: own ones, those of the unit, or all. An order is also open to who sees its case. */
  readOrders: permission('sales.read-orders', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'all' },
  }),

  /** Writes orders, places them, deletes drafts. */
  editOrders: permission('sales.edit-orders', { scoped: true, suggest: { manager: 'all', seller: 'own' } }),

  /** Cancels a placed order that nothing was invoiced from. The order must be one's to edit, too. */
  cancelOrders: permission('sales.cancel-orders', { suggest: { manager: 'all', seller: 'all' } }),

  /** Sees invoices and their PDF. */
  readDocuments: permission('sales.read-documents', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'all' },
  }),

  /** Writes drafts of invoices and issues them. */
  issueInvoices: permission('sales.issue-invoices', { scoped: true, suggest: { manager: 'all', seller: 'own' } }),

  /** Sends issued documents by e-mail. */
  sendDocuments: permission('sales.send-documents', { suggest: { manager: 'all', secretary: 'all', seller: 'all' } }),

  /** Issues a document with a day before today. */
  backdate: permission('sales.backdate', { suggest: { manager: 'all' } }),

  /** Changes the numbering of orders and invoices. */
  editSeries: permission('sales.edit-series'),
} as const
