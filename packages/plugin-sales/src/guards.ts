import type { Guard } from '@berberis/sdk'

/** The row belongs to a document that was issued, before or after the change. */
const ofAnIssued = (...rows: readonly ('old' | 'new')[]) => {
  const ids = rows.map((row) => `${row}.document_id`).join(', ')
  return `exists (select 1 from sales_document d where d.id in (${ids}) and d.state <> 'draft')`
}

/** Rows of an issued document are not added, changed, taken from it or moved to it. */
const parts = (table: string): readonly Guard[] => [
  { name: 'issued', table, refuses: 'insert', when: ofAnIssued('new') },
  { name: 'issued', table, refuses: 'update', when: ofAnIssued('old', 'new') },
  { name: 'issued', table, refuses: 'delete', when: ofAnIssued('old') },
]

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
  ...parts('sales_document_line'),
  ...parts('sales_document_rate'),
  { name: 'kept', table: 'sales_document_file', refuses: 'update', when: '1 = 1' },
  { name: 'kept', table: 'sales_document_file', refuses: 'delete', when: ofAnIssued('old') },
]
