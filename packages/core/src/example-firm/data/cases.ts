/** A case of the example firm; opened so many days from T. */
export interface ExampleCase {
  readonly key: string
  readonly name: string
  readonly alias?: string
  readonly contractor: string
  readonly role: string
  readonly owner: string
  readonly since: number
  readonly note: string
}

const stoves = (key: string, contractor: string): ExampleCase => ({
  key,
  name: 'Piece akumulacyjne',
  contractor,
  role: 'supplier',
  owner: 'anna',
  since: -20,
  note: 'Przetarg: 50 pieców akumulacyjnych.',
})

/** The fourteen of demo-data §4. */
export const cases: readonly ExampleCase[] = [
  {
    key: 'S1',
    name: 'Grzejniki',
    contractor: 'K01',
    role: 'producer',
    owner: 'cezary',
    since: -42,
    note: 'Zakup 100 grzejników aluminiowych.',
  },
  {
    key: 'S2',
    name: 'Kocioł gazowy',
    alias: 'Kocioł grzewczy',
    contractor: 'K02',
    role: 'client',
    owner: 'cezary',
    since: -35,
    note: 'Sprzedaż kotła gazowego.',
  },
  {
    key: 'S3',
    name: 'Montaż grzejników',
    contractor: 'K02',
    role: 'client',
    owner: 'franciszek',
    since: -30,
    note: 'Transport, montaż, prace wykończeniowe, reklamacja.',
  },
  {
    key: 'S4',
    name: 'Noclegi delegacyjne',
    contractor: 'K02',
    role: 'supplier',
    owner: 'anna',
    since: -30,
    note: 'Noclegi naszych pracowników w hotelu.',
  },
  {
    key: 'S5',
    name: 'Lokal 1, Lipowa 8',
    contractor: 'K05',
    role: 'client',
    owner: 'dorota',
    since: -150,
    note: 'Wynajęte mieszkanie, 1 osoba.',
  },
  {
    key: 'S6',
    name: 'Lokal 2, Lipowa 8',
    contractor: 'K06',
    role: 'client',
    owner: 'dorota',
    since: -150,
    note: 'Wynajęte mieszkanie, 3 osoby.',
  },
  stoves('S7', 'K10'),
  stoves('S8', 'K11'),
  stoves('S9', 'K12'),
  {
    key: 'S10',
    name: 'Grzejnik żeliwny',
    contractor: 'K03',
    role: 'client',
    owner: 'cezary',
    since: -60,
    note: 'Sprzedaż starszego typu.',
  },
  {
    key: 'S11',
    name: 'Przegląd kotłowni',
    contractor: 'K04',
    role: 'client',
    owner: 'cezary',
    since: -130,
    note: 'Przegląd kotłowni.',
  },
  {
    key: 'S12',
    name: 'Zaległa faktura',
    contractor: 'K14',
    role: 'client',
    owner: 'dorota',
    since: -36,
    note: 'Faktura po terminie.',
  },
  {
    key: 'S13',
    name: 'Współpraca',
    contractor: 'K08',
    role: 'client',
    owner: 'cezary',
    since: -10,
    note: 'Prosi o ofertę.',
  },
  {
    key: 'S14',
    name: 'Współpraca',
    contractor: 'K09',
    role: 'client',
    owner: 'cezary',
    since: -20,
    note: 'Złożył zamówienie.',
  },
]
