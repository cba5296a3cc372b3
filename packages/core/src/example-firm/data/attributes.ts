import type { NewAttributeType } from '../../attributes/create-attribute-type.js'

const item = (labelPl: string, labelEn: string) => ({ labelPl, labelEn })

/** Fields the example firm has defined for itself (demo-data §2); those on products come with sales. */
export const attributes: readonly NewAttributeType[] = [
  {
    entity: 'core.contractor',
    labelPl: 'Wielkość firmy',
    labelEn: 'Company size',
    kind: 'choice',
    width: 2,
    items: [item('Duża', 'Large'), item('Średnia', 'Medium'), item('Mała', 'Small')],
  },
  {
    entity: 'core.contractor',
    labelPl: 'Branża',
    labelEn: 'Trade',
    kind: 'choices',
    width: 6,
    items: [
      item('Hotelarstwo', 'Hotels'),
      item('Gastronomia', 'Catering'),
      item('Edukacja', 'Education'),
      item('Usługi', 'Services'),
      item('Handel', 'Retail'),
      item('Produkcja', 'Manufacturing'),
    ],
  },
  {
    entity: 'core.contractor',
    labelPl: 'Źródło pozyskania',
    labelEn: 'Source',
    kind: 'choice',
    width: 2,
    items: [
      item('Polecenie', 'Referral'),
      item('Targi', 'Fair'),
      item('Strona WWW', 'Website'),
      item('Mailing', 'Mailing'),
    ],
  },
  {
    entity: 'core.contractor',
    labelPl: 'Ostatni przegląd kotła',
    labelEn: 'Last boiler inspection',
    kind: 'date',
    width: 2,
  },
  {
    entity: 'core.event',
    labelPl: 'Wynik rozmowy',
    labelEn: 'Outcome of the call',
    kind: 'choice',
    width: 3,
    items: [
      item('Zainteresowany', 'Interested'),
      item('Niezainteresowany', 'Not interested'),
      item('Oddzwonić', 'Call back'),
    ],
  },
]
