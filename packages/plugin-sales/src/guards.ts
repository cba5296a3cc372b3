import type { Guard } from '@berberis/sdk'

const OF_AN_ISSUED = (table: string) => ({
  table,
  when: "exists (select 1 from sales_document d where d.id = old.document_id and d.state <> 'draft')",
})

/**
 * What was issued stays: the database itself refuses to change content or to delete. Whose a document is, and which case
 * it belongs to, is no content: a contractor may be merged, an owner may leave.
 */
export const guards: readonly Guard[] = [
  {
    name: 'issued',
    table: 'sales_document',
    refuses: 'update',
    when: "old.state <> 'draft'",
    except: ['version', 'contractor_id', 'case_id', 'owner_id'],
  },
  { name: 'issued', table: 'sales_document', refuses: 'delete', when: "old.state <> 'draft'" },
  { name: 'issued', refuses: 'update', ...OF_AN_ISSUED('sales_document_line') },
  { name: 'issued', refuses: 'delete', ...OF_AN_ISSUED('sales_document_line') },
  { name: 'issued', refuses: 'update', ...OF_AN_ISSUED('sales_document_rate') },
  { name: 'issued', refuses: 'delete', ...OF_AN_ISSUED('sales_document_rate') },
  { name: 'kept', table: 'sales_document_file', refuses: 'update', when: '1 = 1' },
  { name: 'kept', refuses: 'delete', ...OF_AN_ISSUED('sales_document_file') },
]
