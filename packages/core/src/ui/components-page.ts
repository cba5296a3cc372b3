import type { FieldKind } from '../plugin/fields.js'
import { HUES } from './helpers/marks.js'
import type { FieldView, FormView } from './views.js'

const wrong = 'Podaj kwotę, np. 12 500,00'

/**
 * What the page of components shows: every component in its states, with the line that draws it. The samples are data of
 * the page like any other, so they are in one language.
 */
export function componentsPage() {
  return {
    snippets: SNIPPETS,
    hues: HUES,
    tones: ['ok', 'warn', 'bad', 'info', 'muted'],
    lights: ['green', 'yellow', 'red', 'none'],
    people: ['Cezary Cichy', 'Anna Adamska'],
    buttons: [
      { label: 'Nowe zdarzenie', href: '/ui', icon: 'calendar-plus', look: 'primary', key: 'E' },
      { label: 'Zadzwoń', href: '/ui', icon: 'phone' },
      { label: 'Anuluj', href: '/ui', look: 'quiet' },
      { label: 'Usuń', href: '/ui', icon: 'trash', look: 'danger' },
      { label: 'Mały', href: '/ui', look: 'small' },
    ],
    facts: [
      { label: 'Do zapłaty', value: '59 950,00 zł', sub: 'najbliższy termin 9 lis' },
      { label: 'Po terminie', value: '2 dni', sub: 'jedna faktura', tone: 'bad' },
      { label: 'Otwarte sprawy', value: '3', sub: 'w 2 jako klient', href: '/ui' },
    ],
    tiles: [
      {
        label: 'Sprzedaż',
        icon: 'cash',
        figure: '284 310',
        unit: 'zł netto',
        sub: 'rok do roku',
        good: '+11,8%',
        wrong: null,
        href: null,
      },
      {
        label: 'Po terminie',
        icon: 'clock',
        figure: '12',
        unit: null,
        sub: 'wobec września',
        good: null,
        wrong: '+4,2%',
        href: '/ui',
      },
    ],
    tabs: [
      { label: 'Przegląd', href: '/ui', current: true },
      { label: 'Sprawy', href: '/ui?tab=cases', current: false, count: 3 },
    ],
    rows: [
      { label: 'Opiekun', text: 'Cezary Cichy', person: true, href: '/ui' },
      { label: 'Telefon', text: '+48 22 999 000 11', href: 'tel:+48229990001' },
      { label: 'Branża', text: '', tags: [{ label: 'Hotelarstwo', hue: 'blue' }, { label: 'Gastronomia' }] },
      { label: 'WWW', text: '' },
    ],
    agenda: [
      {
        when: '5 lis',
        at: '14:00',
        hue: 'teal',
        title: 'Potwierdzić termin',
        href: '/ui',
        sub: 'Telefon · Cezary Cichy',
      },
      {
        when: '9 lis',
        at: '07:00',
        hue: 'green',
        title: 'Montaż grzejników',
        href: '/ui',
        sub: 'Hotel Imperial',
        mark: 'Wykonanie',
      },
    ],
    sums: {
      rows: [
        { label: 'Netto', text: '75 465,00' },
        { label: 'VAT 23%', text: '17 356,95' },
      ],
      sum: { label: 'Do zapłaty', text: '92 821,95 zł' },
      note: 'termin 14 dni, przelew',
    },
    timeline: [
      {
        label: 'Ostatnie 7 dni',
        items: [
          {
            id: 1,
            href: '/ui',
            title: 'Pytanie o termin',
            icon: 'phone',
            hue: 'teal',
            kind: 'Telefon',
            when: '4 lis, 14:10',
            meta: 'Cezary Cichy · 8 min',
            note: 'Dostęp do kotłowni od 7:00.',
          },
          {
            id: 2,
            href: '/ui',
            title: 'Montaż, piętro II',
            icon: 'tools',
            hue: 'green',
            kind: 'Wykonanie',
            when: '2 lis, 08:00',
            meta: 'Franciszek Fach · 7 godz.',
            note: null,
          },
        ],
      },
    ],
    notices: [
      { tone: 'ok', icon: 'circle-check', text: 'Zapisano.' },
      { tone: 'warn', icon: 'alert-triangle', text: 'Na stanie 0.' },
      { tone: 'bad', icon: 'alert-circle', text: 'Nie wysłano.' },
    ],
    form: sampleForm(),
  }
}

function sampleForm(): FormView {
  const fields = [
    field('text', 'Temat', 3),
    field('text', 'Temat', 3, { name: 'refused', required: true, error: wrong }),
    field('money', 'Kwota', 2, { value: '1 234,56', currency: 'PLN', hint: 'Bez podatku.' }),
    field('percent', 'Rabat', 2, { value: '5' }),
    field('duration', 'Czas', 2, { value: '90' }),
    field('day', 'Dzień', 2, { value: '2026-11-05' }),
    field('instant', 'Chwila', 2, { value: '2026-11-05T10:15' }),
    field('password', 'Hasło', 2),
    field('choice', 'Etap', 3, { options: options('Oferta', 'Realizacja') }),
    field('choice', 'Rodzaj', 3, { name: 'chips', as: 'chips', options: options('Firma', 'Osoba') }),
    field('choices', 'Branża', 3, { value: ['0'], options: options('Hotelarstwo', 'Gastronomia') }),
    field('ref', 'Kontrahent', 3, {
      value: '7',
      picker: { href: '/pick/core.contractor', label: 'Hotel Imperial', found: undefined },
    }),
    field('yes-no', 'Pilne', 3, { value: 'on' }),
    field('long-text', 'Notatka', 6, { value: 'Klucze w recepcji.' }),
  ]
  return {
    id: 'core.sample',
    action: '/ui',
    title: '',
    groups: [{ key: '', label: '', fields }],
    errors: [{ href: '#sample-refused', label: 'Temat', message: wrong }],
    hidden: [],
    submit: '',
    another: false,
    cancel: '/ui',
  }
}

function field(kind: FieldKind, label: string, width: number, more: Partial<FieldView> = {}): FieldView {
  const name = more.name ?? kind
  return { kind, label, width, required: false, value: '', ...more, name, id: `sample-${name}` }
}

function options(...labels: readonly string[]): NonNullable<FieldView['options']> {
  return labels.map((label, index) => ({ value: String(index), label, selected: index === 0 }))
}

const SNIPPETS = {
  buttons:
    '{{> core/action}}  {label, href, icon, look: "primary" | "quiet" | "danger" | "small", key, post, hidden, ask}',
  marks:
    '{{tag label hue="plum" dot=true}} {{status label tone="ok"}} {{light "green"}} {{avatar name size="s" square=true}} {{kbd "Ctrl" "K"}}',
  icons: '{{icon "phone"}} {{icon "phone" (t "my.phone")}}',
  facts:
    '{{> core/facts}} {{> core/kpi}} {{#> core/tabs naming=(t "my.tabs")}}{{slot "my.tabs" record=record}}{{/core/tabs}}',
  records:
    '{{> core/properties rows=rows}} {{> core/agenda items=items}} {{> core/totals}} {{> core/timeline groups=groups}}',
  messages:
    '<p class="notice" data-tone="warn">…</p> {{> core/form-errors}} {{empty icon= text= href= action=}} {{progress 3 10 label}} {{> core/drop}}',
  forms: '{{form formView}} {{field fieldView}} {{> core/combo}}',
}
