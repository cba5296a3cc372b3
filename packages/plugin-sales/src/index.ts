import { caseStory, caseSums, contractorFacts, definePlugin, filesInUse, legalHolds, on } from '@berberis/sdk'
import { order } from './entities/order.js'
import { product } from './entities/product.js'
import { salesDocument } from './entities/sales-document.js'
import { unit } from './entities/unit.js'
import { vatRateValue } from './entities/vat-rate-value.js'
import { mailDocumentErrand } from './errands.js'
import { loadExample } from './example/load-example.js'
import { fills } from './fills.js'
import { guards } from './guards.js'
import {
  documentActions,
  documentSendable,
  documentSide,
  invoiceIssuable,
  invoiceIssued,
  orderAcceptable,
  orderActions,
  orderCancelled,
  orderPlaced,
  orderSide,
} from './hooks.js'
import { documentList } from './lists/documents.js'
import { orderList } from './lists/orders.js'
import { productList } from './lists/products.js'
import { unitList } from './lists/units.js'
import { vatRateList } from './lists/vat-rate-values.js'
import { migrations } from './migrations/index.js'
import { may } from './permissions.js'
import { products, units, vatRates } from './routes/catalogue.js'
import { documents } from './routes/documents.js'
import { orders } from './routes/orders.js'
import { panels } from './routes/panels.js'
import { seed } from './seed.js'
import { invoiceNumbers, orderNumbers } from './series.js'
import { caseTurnover } from './services/case-turnover.js'
import { heldDocuments } from './services/held-documents.js'
import { keepOriginal, renderOriginal } from './services/keep-original.js'
import { keptFiles } from './services/kept-files.js'
import { salesFacts } from './services/sales-facts.js'
import { storyFacts } from './services/story-facts.js'
import { settings } from './settings.js'

/** Sales: what is sold, who ordered it, and the invoices that say so for ever. */
export default definePlugin({
  id: 'sales',
  title: 'sales.title',
  from: import.meta.url,
  settings,
  permissions: may,
  migrations,
  guards,

  entities: [unit, vatRateValue, product, order, salesDocument],
  lists: [unitList, vatRateList, productList, orderList, documentList],
  series: [orderNumbers, invoiceNumbers],

  hooks: [orderAcceptable, invoiceIssuable, documentSendable, orderPlaced, orderCancelled, invoiceIssued],
  slots: [orderSide, orderActions, documentSide, documentActions],

  routes: {
    '/products': products,
    '/units': units,
    '/vat-rates': vatRates,
    '/orders': orders,
    '/documents': documents,
    '/panels': panels,
  },

  listeners: [
    on(invoiceIssued, 'keep-original', keepOriginal, { ready: renderOriginal }),
    on(contractorFacts, 'sales-facts', salesFacts),
    on(legalHolds, 'held-documents', heldDocuments),
    on(caseStory, 'story-facts', storyFacts),
    on(caseSums, 'case-turnover', caseTurnover),
    on(filesInUse, 'kept-files', keptFiles),
  ],
  errands: [mailDocumentErrand],

  menu: [
    {
      group: 'sales',
      label: 'sales.orders',
      href: '/sales/orders',
      icon: 'clipboard-list',
      permission: may.readOrders,
    },
    {
      group: 'sales',
      label: 'sales.documents',
      href: '/sales/documents',
      icon: 'file-invoice',
      permission: may.readDocuments,
      key: 'f',
    },
    { group: 'sales', label: 'sales.products', href: '/sales/products', icon: 'box', permission: may.readCatalogue },
    { group: 'admin', label: 'sales.units', href: '/sales/units', icon: 'ruler-2', permission: may.editVatRates },
    {
      group: 'admin',
      label: 'sales.vat-rates',
      href: '/sales/vat-rates',
      icon: 'percentage',
      permission: may.editVatRates,
    },
  ],
  create: [
    { label: 'sales.order.new', href: '/sales/orders/new', icon: 'clipboard-list', permission: may.editOrders },
    {
      label: 'sales.document.new',
      href: '/sales/documents/new',
      icon: 'file-invoice',
      permission: may.issueInvoices,
    },
    { label: 'sales.product.new', href: '/sales/products/new', icon: 'box', permission: may.editCatalogue },
  ],
  fills,

  seed,
  example: loadExample,
})

export { order } from './entities/order.js'
export { product } from './entities/product.js'
export { salesDocument } from './entities/sales-document.js'
export { Order } from './models/order.js'
export { OrderLine } from './models/order-line.js'
export { Product } from './models/product.js'
export { SalesDocument } from './models/sales-document.js'
export { SalesDocumentLine } from './models/sales-document-line.js'
export {
  documentActions,
  documentSendable,
  documentSide,
  invoiceIssuable,
  invoiceIssued,
  orderAcceptable,
  orderActions,
  orderCancelled,
  orderPlaced,
  orderSide,
} from './hooks.js'
export { may } from './permissions.js'
export { cancelOrder } from './services/cancel-order.js'
export { draftInvoice } from './services/draft-invoice.js'
export { issueDocument } from './services/issue-document.js'
export { mailDocument } from './services/mail-document.js'
export { placeOrder } from './services/place-order.js'
export { createDocument, saveDocument } from './services/save-document.js'
export { createOrder, saveOrder } from './services/save-order.js'
