/** Names and towns of invented firms: enough of them that a search finds a few, not all. */
export const trades =
  `Hurtownia Zakład Piekarnia Drukarnia Warsztat Apteka Kancelaria Pracownia Stolarnia Cukiernia Księgarnia Hotel
  Pensjonat Restauracja Szkoła Przedszkole Przychodnia Spółdzielnia Fabryka Tartak Cegielnia Mleczarnia Młyn Browar Garbarnia
  Odlewnia Kopalnia Elektrownia Ciepłownia Gazownia Wodociągi Biuro Agencja Fundacja Stowarzyszenie Salon Serwis Magazyn Sklep
  Delikatesy`.split(/\s+/)

export const names =
  `Żuraw Łabędź Świerk Dąb Jawor Kłos Źródło Ćma Gęś Ósemka Zefir Bursztyn Granit Marmur Kryształ Bałtyk Tatry
  Wisła Odra Warta Noteć Bzura Pilica Narew Bug San Dunajec Poprad Soła Skawa Raba Wieprz Krzna Liwiec Rawka Drwęca Brda Gwda
  Parsęta Rega Słupia Łeba Piaśnica Reda Radunia Wierzyca Osa Mień Zgłowiączka Ner Prosna Barycz Kaczawa Bóbr Kwisa Nysa Oława
  Ślęza Bystrzyca Widawa Stobrawa Mała Panew Kłodnica Przemsza Brynica Kocierzanka Łososina Biała Wisłoka Ropa Jasiołka Stobnica
  Mleczka Lubaczówka Tanew Łada Bukowa Szkło Wyżnica Chodel Kurówka Tyśmienica Piwonia Zielawa Włodawka Uherka Huczwa Sołokija
  Orzeł Sokół Jastrząb Kania Myszołów Puchacz Sowa Bocian Czapla Żołna Kraska Dudek Kos Drozd Słowik Pleszka`.split(
    /\s+/,
  )

export const towns =
  `Warszawa Kraków Łódź Wrocław Poznań Gdańsk Szczecin Bydgoszcz Lublin Białystok Katowice Gdynia Częstochowa Radom
  Toruń Sosnowiec Rzeszów Kielce Gliwice Olsztyn Zabrze Bytom Rybnik Opole Tychy Elbląg Płock Wałbrzych Włocławek Tarnów Chorzów
  Koszalin Kalisz Legnica Grudziądz Jaworzno Słupsk Nowy_Sącz Jelenia_Góra Siedlce Mysłowice Konin Piła Piotrków Inowrocław
  Lubin Ostrów Suwałki Stargard Gniezno Żory Pruszków Łomża Ełk Zamość Chełm Przemyśl Świdnica Leszno Łowicz`
    .split(/\s+/)
    .map((town) => town.replace('_', ' '))

/** Parts of towns that only a few contractors are in, at any size; their first word is that of many. */
export const estates = [...'ABCDEFGHI'].map((letter) => `Żuraw ${letter}`)

export const matters =
  `Grzejniki Kocioł Montaż Przegląd Serwis Modernizacja Dostawa Współpraca Reklamacja Noclegi Umowa Wycena Projekt
  Remont Szkolenie`.split(/\s+/)

export const doings =
  `Rozmowa telefoniczna|Wysłanie oferty|Spotkanie w siedzibie|Zamówienie materiałów|Ustalenie terminu|Odbiór prac|
  Zgłoszenie usterki|Prezentacja urządzeń|Pytanie o cenę|Uzgodnienie projektu|Wizja lokalna|Podpisanie umowy`
    .split('|')
    .map((text) => text.trim())

/** Numbers below `n`, the same in every run (mulberry32). */
export function dice(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n)
  }
}

/** A NIP with a right check digit; numbers whose check digit would be ten are passed over by the caller. */
export function taxId(n: number): string | null {
  const nine = String(123_000_000 + n)
  const sum = [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((total, weight, at) => total + weight * Number(nine[at]), 0)
  return sum % 11 === 10 ? null : nine + String(sum % 11)
}
