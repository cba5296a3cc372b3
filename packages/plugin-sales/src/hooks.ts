import { announcement, check, slot, Type } from '@berberis/sdk'
import type { SalesDocument } from './models/sales-document.js'
import type { SalesDocumentLine } from './models/sales-document-line.js'
import type { Order } from './models/order.js'
import type { OrderLine } from './models/order-line.js'

const id = Type.Integer({ minimum: 1, maximum: 2 ** 31 })

/** May this order be placed? Its totals are final, its number not yet taken. Not asked for drafts. */
export const orderAcceptable = check<{ order: Order; lines: readonly OrderLine[] }>('sales.order-acceptable')

/** May this document be issued? Its content is final, its number not yet taken. Not asked for drafts. */
export const invoiceIssuable = check<{ document: SalesDocument; lines: readonly SalesDocumentLine[] }>(
  'sales.invoice-issuable',
)

/** May the document leave the house? Asked before a mail is queued; never for drafts, which cannot be sent. */
export const documentSendable = check<{ document: SalesDocument }>('sales.document-sendable')

/** An order was placed. Not sent for drafts. */
export const orderPlaced = announcement('sales.order-placed', Type.Object({ orderId: id }), {
  label: 'sales.announced.order-placed',
})

/** A placed order was cancelled. Not sent when a draft is deleted. */
export const orderCancelled = announcement('sales.order-cancelled', Type.Object({ orderId: id }), {
  label: 'sales.announced.order-cancelled',
})

/** An invoice was issued. Not sent for drafts, nor again when it is issued a second time by a double click. */
export const invoiceIssued = announcement('sales.invoice-issued', Type.Object({ documentId: id }), {
  label: 'sales.announced.invoice-issued',
})

/** Cards beside an order. */
export const orderSide = slot<{ order: { id: number } }>('sales.order.side', 'cards')

/** What else can be done with an order. */
export const orderActions = slot<{ order: { id: number } }>('sales.order.actions', 'menu')

/** Cards beside a document, drafts included. */
export const documentSide = slot<{ document: { id: number } }>('sales.document.side', 'cards')

/** What else can be done with a document. */
export const documentActions = slot<{ document: { id: number } }>('sales.document.actions', 'menu')
