import { faxTiff } from './files/fax-tiff.js'
import { letterPdf } from './files/letter-pdf.js'
import { mailEml } from './files/mail-eml.js'
import { pageBitmap } from './files/page-bitmap.js'
import { scanPng } from './files/scan-png.js'
import { voiceWav } from './files/voice-wav.js'
import type { ExampleFile } from './data/events.js'

/** Seconds of the voice note. */
const VOICE = 20

/** The bytes of a file of the example firm; `on` is the day of its event. */
export function fileBytes(name: ExampleFile, on: string): Uint8Array {
  return MADE[name](on)
}

const FIRM = 'Instalacje Przykład sp. z o.o.'

const MADE: Readonly<Record<ExampleFile, (on: string) => Uint8Array>> = {
  'oferta-grzejniki.pdf': (on) =>
    letterPdf([
      'Grzejniki Polskie S.A.',
      '',
      `Oferta z dnia ${on}`,
      '',
      `Dla: ${FIRM}`,
      '',
      'Grzejnik aluminiowy, 100 szt. po 240,00 zł netto.',
      'Termin dostawy: 10 dni. Płatność: przelew 30 dni.',
      '',
      'Maria Metal, Dział Sprzedaży',
    ]),
  'oferta-kociol.pdf': (on) =>
    letterPdf([
      FIRM,
      'ul. Przykładowa 1, 00-000 Warszawa',
      '',
      `Oferta z dnia ${on}`,
      '',
      'Dla: Hotel Imperial',
      '',
      'Kocioł gazowy kondensacyjny 60 kW, 1 szt.',
      'Cena 22 500,00 zł netto z dostawą i pierwszym uruchomieniem.',
      '',
      'Cezary Cichy',
    ]),
  'prezentacja-notatka.wav': () => voiceWav(VOICE),
  'termin-prac.eml': (on) =>
    mailEml({
      from: 'Cezary Cichy <cezary@instalacje-przyklad.example>',
      to: 'recepcja@hotel-imperial.example',
      subject: 'Kocioł gazowy – pytanie o termin prac',
      at: `${new Date(`${on}T09:20:00Z`).toUTCString().replace('GMT', '+0100')}`,
      text: 'Dzień dobry,\n\nkiedy możemy zacząć prace w kotłowni? Potrzebujemy dwóch dni\ni dostępu od godziny 7:00.\n\nPozdrawiam\nCezary Cichy',
    }),
  'faks-odpowiedz.tiff': (on) =>
    faxTiff(
      pageBitmap([
        'HOTEL IMPERIAL',
        '',
        `WARSZAWA, ${on}`,
        '',
        `DO: ${FIRM}`,
        '',
        'Prace w kotłowni są możliwe',
        'od poniedziałku, codziennie',
        'od 7:00 do 18:00.',
        '',
        'I. Imperski',
      ]),
    ),
  'notatka-ze-spotkania.png': (on) =>
    scanPng(
      pageBitmap(
        [
          `SPOTKANIE ${on}`,
          '',
          '- kocioł 60 kW, kondensacyjny',
          '- komin: wkład nowy',
          '- uruchomienie przed 16.11',
          '- nocleg 320, dojazd 180',
          '',
          'C.C.',
        ],
        { slant: 2 },
      ),
    ),
  'faks-przesuniecie-spotkania.tiff': (on) =>
    faxTiff(
      pageBitmap([
        'HOTEL IMPERIAL',
        '',
        `WARSZAWA, ${on}`,
        '',
        'DO: Edward Etatowy',
        '',
        'Proszę o przesunięcie spotkania',
        'z dyrektorem hotelu na',
        'przyszły tydzień.',
        '',
        'Renata Recepta',
      ]),
    ),
  'rachunek-hotelowy.pdf': (on) =>
    letterPdf([
      'Hotel Imperial',
      'ul. Przykładowa 14, 00-000 Warszawa',
      '',
      `Rachunek z dnia ${on}`,
      '',
      `Nabywca: ${FIRM}`,
      '',
      'Nocleg, 1 doba: 296,30 zł netto, VAT 8 % 23,70 zł',
      'Razem 320,00 zł',
    ]),
}
