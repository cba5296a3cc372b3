/** A line: a product by its code, or a text of its own. Without a price it is the catalogue's. */
export interface ExampleLine {
  readonly code?: string
  readonly name?: string
  readonly qty: string
  readonly unit?: string
  readonly unitPrice?: string
}

export interface ExampleOrder {
  readonly key: string
  /** Days from T. */
  readonly day: number
  /** NIP of the contractor. */
  readonly taxId: string
  /** Name of the case. */
  readonly about?: string
  readonly state: 'draft' | 'placed'
  readonly lines: readonly ExampleLine[]
}

export interface ExampleInvoice {
  readonly key: string
  readonly day: number
  readonly taxId: string
  readonly about?: string
  /** The order it invoices whole; its lines are then the order's. */
  readonly order?: string
  readonly lines?: readonly ExampleLine[]
}

const HOTEL = '9990000362'
const POST_OFFICE = '9990000497'
const SCHOOL = '9990000623'
const DEBTOR = '9990001539'
const BASKET = '9990001663'

export const exampleOrders: readonly ExampleOrder[] = [
  {
    key: 'radiators',
    day: -14,
    taxId: HOTEL,
    about: 'Montaż grzejników',
    state: 'placed',
    lines: [{ code: 'G1', qty: '95' }],
  },
  {
    key: 'iron-radiators',
    day: -18,
    taxId: POST_OFFICE,
    about: 'Grzejnik żeliwny',
    state: 'placed',
    lines: [{ code: 'G2', qty: '10', unitPrice: '320.00' }],
  },
  {
    key: 'thermostats',
    day: -1,
    taxId: HOTEL,
    about: 'Montaż grzejników',
    state: 'placed',
    lines: [
      { code: 'G4', qty: '20' },
      { code: 'U3', qty: '20' },
    ],
  },
  { key: 'basket', day: 0, taxId: BASKET, about: 'Współpraca', state: 'placed', lines: [{ code: 'G4', qty: '4' }] },
  {
    key: 'school',
    day: 0,
    taxId: SCHOOL,
    about: 'Przegląd kotłowni',
    state: 'draft',
    lines: [{ code: 'U4', qty: '2' }],
  },
]

/** VAT invoices FV-1 … FV-9 in the order of their days; credit note, pro forma and receipt are other kinds. */
export const exampleInvoices: readonly ExampleInvoice[] = [
  {
    key: 'FV-8',
    day: -129,
    taxId: SCHOOL,
    about: 'Przegląd kotłowni',
    lines: [{ code: 'U2', qty: '1', unitPrice: '100.00' }],
  },
  {
    key: 'FV-9',
    day: -101,
    taxId: SCHOOL,
    about: 'Przegląd kotłowni',
    lines: [{ code: 'U2', qty: '1', unitPrice: '100.00' }],
  },
  {
    key: 'FV-7',
    day: -59,
    taxId: POST_OFFICE,
    about: 'Grzejnik żeliwny',
    lines: [{ code: 'G2', qty: '12', unitPrice: '320.00' }],
  },
  {
    key: 'FV-6',
    day: -35,
    taxId: DEBTOR,
    about: 'Zaległa faktura',
    lines: [{ name: 'Modernizacja węzła cieplnego', qty: '1', unit: 'usł', unitPrice: '5000.00' }],
  },
  { key: 'FV-4', day: -16, taxId: POST_OFFICE, about: 'Grzejnik żeliwny', order: 'iron-radiators' },
  { key: 'FV-5', day: -13, taxId: SCHOOL, about: 'Przegląd kotłowni', lines: [{ code: 'U2', qty: '1' }] },
  { key: 'FV-2', day: -10, taxId: HOTEL, about: 'Montaż grzejników', order: 'radiators' },
  { key: 'FV-1', day: -6, taxId: HOTEL, about: 'Kocioł gazowy', lines: [{ code: 'G3', qty: '1' }] },
  { key: 'FV-3', day: -6, taxId: HOTEL, about: 'Montaż grzejników', lines: [{ code: 'U1', qty: '1' }] },
]
