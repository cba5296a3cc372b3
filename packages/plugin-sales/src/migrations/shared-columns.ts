import { keyed, moneyColumn, refColumn, textColumn, type recordColumns } from '@berberis/sdk'

type Table = Parameters<typeof recordColumns>[0]

/** What orders and documents have alike: state, number, whose it is, how it is priced, note and totals. */
export function headColumns(t: Table): void {
  textColumn(t, 'state', 20).notNullable()
  keyed(t, 'number', 60).nullable()
  refColumn(t, 'contractor_id', 'core_contractor')
  refColumn(t, 'case_id', 'core_case', { nullable: true })
  refColumn(t, 'owner_id', 'core_operator', { nullable: true })
  textColumn(t, 'method', 10).notNullable()
  textColumn(t, 'currency', 3).notNullable()
  discountColumns(t)
  t.text('note').nullable()
  moneyColumn(t, 'net_minor').notNullable()
  moneyColumn(t, 'tax_minor').notNullable()
  moneyColumn(t, 'gross_minor').notNullable()
}

/** What their lines have alike; quantities are whole millionths. */
export function lineColumns(t: Table): void {
  t.integer('position').notNullable()
  refColumn(t, 'product_id', 'sales_product', { nullable: true })
  textColumn(t, 'name', 512).notNullable()
  t.bigInteger('qty').notNullable()
  textColumn(t, 'unit', 20).notNullable()
  textColumn(t, 'unit_price', 30).notNullable()
  discountColumns(t)
  textColumn(t, 'vat_rate', 20).notNullable()
  moneyColumn(t, 'value_minor').notNullable()
  moneyColumn(t, 'line_discount_minor').notNullable()
  moneyColumn(t, 'document_share_minor').notNullable()
  moneyColumn(t, 'total_minor').notNullable()
}

function discountColumns(t: Table): void {
  textColumn(t, 'discount_type', 10).nullable()
  textColumn(t, 'discount_value', 20).nullable()
}
