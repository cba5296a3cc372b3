/** A contractor of the example firm; days are counted from T. Numbers and addresses are invented. */
export interface ExampleContractor {
  readonly key: string
  readonly name?: string
  readonly person?: readonly [firstName: string, lastName: string]
  readonly roles: readonly string[]
  readonly taxId?: string
  readonly owner?: string
  readonly stage?: string
  readonly since: number
  readonly size?: 'duza' | 'srednia' | 'mala'
  readonly trades?: readonly string[]
  readonly source?: string
  readonly inspected?: number
  readonly address: readonly [lines: string, postalCode: string, city: string]
  readonly phone?: string
  readonly email?: string
  readonly www?: string
  readonly note?: string
  readonly iban?: string
  readonly departments?: readonly string[]
  readonly people?: readonly {
    readonly name: readonly [string, string]
    readonly position: string
    readonly department?: string
    readonly phone?: string
    readonly email?: string
  }[]
}

/** The fifteen of demo-data §3. */
export const contractors: readonly ExampleContractor[] = [
  {
    key: 'K01',
    name: 'Grzejniki Polskie S.A.',
    roles: ['producer', 'supplier'],
    taxId: '999-000-02-38',
    owner: 'cezary',
    since: -200,
    size: 'duza',
    trades: ['produkcja'],
    source: 'targi',
    address: ['ul. Hutnicza 20', '00-000', 'Kielce'],
    phone: '22 999 00 01',
    email: 'biuro@grzejniki-polskie.example',
    www: 'grzejniki-polskie.example',
    iban: 'PL47000000000000000000000002',
    departments: ['Dział Sprzedaży', 'Dział Reklamacji', 'Oddział Południe'],
    people: [
      {
        name: ['Maria', 'Metal'],
        position: 'Handlowiec',
        department: 'Dział Sprzedaży',
        email: 'm.metal@grzejniki-polskie.example',
      },
      { name: ['Roman', 'Reklam'], position: 'Reklamacje', department: 'Dział Reklamacji', phone: '600 100 201' },
    ],
  },
  {
    key: 'K02',
    name: 'Hotel Imperial',
    roles: ['client', 'supplier'],
    taxId: '999-000-03-62',
    owner: 'cezary',
    stage: 'fulfilled',
    since: -180,
    size: 'srednia',
    trades: ['hotelarstwo', 'gastronomia'],
    source: 'polecenie',
    inspected: -358,
    address: ['ul. Przykładowa 14', '00-000', 'Warszawa'],
    phone: '22 999 00 11',
    email: 'recepcja@hotel-imperial.example',
    www: 'hotel-imperial.example',
    note: 'Dostęp do kotłowni od 7:00, klucze w recepcji.',
    iban: 'PL20000000000000000000000003',
    departments: ['Dyrekcja', 'Recepcja', 'Dział Techniczny'],
    people: [
      {
        name: ['Igor', 'Imperski'],
        position: 'Dyrektor',
        department: 'Dyrekcja',
        phone: '600 100 202',
        email: 'dyrektor@hotel-imperial.example',
      },
      { name: ['Renata', 'Recepta'], position: 'Recepcjonistka', department: 'Recepcja', phone: '22 999 00 12' },
      { name: ['Teodor', 'Techniczny'], position: 'Konserwator', department: 'Dział Techniczny', phone: '600 100 203' },
    ],
  },
  {
    key: 'K03',
    name: 'Poczta Polska',
    roles: ['client'],
    taxId: '999-000-04-97',
    owner: 'cezary',
    stage: 'order',
    since: -170,
    size: 'duza',
    trades: ['uslugi'],
    address: ['ul. Listowa 8', '00-000', 'Warszawa'],
    phone: '22 999 00 13',
    email: 'zakupy@poczta.example',
  },
  {
    key: 'K04',
    name: 'Szkoła Podstawowa',
    roles: ['client'],
    taxId: '999-000-06-23',
    owner: 'cezary',
    stage: 'after-sales',
    since: -160,
    size: 'srednia',
    trades: ['edukacja'],
    inspected: -13,
    address: ['ul. Szkolna 1', '00-000', 'Płock'],
    phone: '24 999 00 14',
    email: 'sekretariat@szkola.example',
  },
  {
    key: 'K05',
    person: ['Jan', 'Kowalski'],
    roles: ['client'],
    owner: 'dorota',
    stage: 'fulfilled',
    since: -150,
    address: ['ul. Lipowa 8 m. 1', '00-000', 'Warszawa'],
    phone: '600 100 205',
    email: 'jan.kowalski@poczta.example',
  },
  {
    key: 'K06',
    person: ['Piotr', 'Nowak'],
    roles: ['client'],
    owner: 'dorota',
    stage: 'fulfilled',
    since: -150,
    address: ['ul. Lipowa 8 m. 2', '00-000', 'Warszawa'],
    phone: '600 100 206',
  },
  {
    key: 'K07',
    name: 'Tutor',
    roles: ['client'],
    taxId: '999-000-07-58',
    owner: 'cezary',
    stage: 'acquired',
    since: -60,
    size: 'mala',
    trades: ['edukacja', 'uslugi'],
    source: 'strona-www',
    address: ['ul. Akademicka 5', '00-000', 'Lublin'],
    phone: '81 999 00 17',
    email: 'biuro@tutor.example',
    people: [{ name: ['Tomasz', 'Tutorski'], position: 'Pracownik', email: 't.tutorski@tutor.example' }],
  },
  {
    key: 'K08',
    name: 'Zdrowa Półka',
    roles: ['client'],
    taxId: '999-000-08-82',
    owner: 'cezary',
    stage: 'offer',
    since: -60,
    size: 'srednia',
    trades: ['handel'],
    source: 'targi',
    address: ['ul. Zielona 3', '00-000', 'Łódź'],
    phone: '42 999 00 18',
    email: 'biuro@zdrowa-polka.example',
    note: 'Sieć sklepów ze zdrową żywnością.',
  },
  {
    key: 'K09',
    name: 'Zdrowy Koszyk',
    roles: ['client'],
    taxId: '999-000-16-63',
    owner: 'cezary',
    stage: 'order',
    since: -45,
    size: 'mala',
    trades: ['handel'],
    source: 'mailing',
    address: ['ul. Ogrodowa 12', '00-000', 'Łódź'],
    phone: '42 999 00 19',
    email: 'biuro@zdrowy-koszyk.example',
    note: 'Druga sieć sklepów.',
  },
  {
    key: 'K10',
    name: 'Piece Wschód',
    roles: ['producer', 'supplier'],
    taxId: '999-000-10-19',
    owner: 'anna',
    since: -30,
    size: 'mala',
    trades: ['produkcja'],
    address: ['ul. Wschodnia 10', '00-000', 'Białystok'],
    email: 'oferty@piece-wschod.example',
  },
  {
    key: 'K11',
    name: 'Piece Zachód',
    roles: ['supplier'],
    taxId: '999-000-11-43',
    owner: 'anna',
    since: -30,
    size: 'mala',
    trades: ['handel'],
    address: ['ul. Zachodnia 11', '00-000', 'Szczecin'],
    email: 'oferty@piece-zachod.example',
  },
  {
    key: 'K12',
    name: 'Piece Północ',
    roles: ['supplier'],
    taxId: '999-000-12-78',
    owner: 'anna',
    since: -30,
    size: 'mala',
    trades: ['handel'],
    address: ['ul. Północna 12', '00-000', 'Gdańsk'],
    email: 'oferty@piece-polnoc.example',
  },
  {
    key: 'K13',
    name: 'Urząd Skarbowy',
    roles: ['authority'],
    taxId: '999-000-14-04',
    owner: 'anna',
    since: -200,
    address: ['ul. Podatkowa 13', '00-000', 'Warszawa'],
    phone: '22 999 00 23',
  },
  {
    key: 'K14',
    name: 'Dłużnik Przykładowy sp. z o.o.',
    roles: ['client'],
    taxId: '999-000-15-39',
    owner: 'dorota',
    stage: 'fulfilled',
    since: -90,
    size: 'mala',
    trades: ['uslugi'],
    address: ['ul. Zaległa 14', '00-000', 'Radom'],
    phone: '48 999 00 24',
    email: 'ksiegowosc@dluznik.example',
  },
  {
    key: 'K15',
    person: ['Zofia', 'Współpraca'],
    roles: ['partner', 'collaborator'],
    owner: 'cezary',
    since: -120,
    address: ['ul. Wspólna 15', '00-000', 'Warszawa'],
    phone: '600 100 215',
    note: 'Podwykonawca.',
  },
]
