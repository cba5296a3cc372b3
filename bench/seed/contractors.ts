import { fold, polishKey, type Knex } from '@berberis/core'
import { daysAgo, insert, made } from './insert.js'
import type { SearchRows } from './search-rows.js'
import { dice, estates, names, taxId, towns, trades } from './words.js'

const STAGES = ['acquired', 'offer', 'order', 'fulfilled', 'after-sales', null]
const ROLES = ['client', 'client', 'client', 'supplier', 'partner']
/** Labels of the choice attribute, in the order of its items. */
const SIZES = [
  { key: 'duza', pl: 'Duża', en: 'Large' },
  { key: 'srednia', pl: 'Średnia', en: 'Medium' },
  { key: 'mala', pl: 'Mała', en: 'Small' },
]

export interface Attributes {
  readonly size: number
  readonly district: number
  readonly inspected: number
}

/** Three attributes of contractors: a choice, a text, a date. Their type ids. */
export async function seedAttributes(db: Knex): Promise<Attributes> {
  const type = async (key: string, kind: string, position: number) => {
    const labels = {
      pl: { wielkosc: 'Wielkość firmy', dzielnica: 'Dzielnica', przeglad: 'Ostatni przegląd' }[key],
      en: key,
    }
    const [id] = await db('core_attribute_type').insert({
      ...made(daysAgo(900), null),
      ...{ entity: 'core.contractor', key, label_pl: labels.pl, label_en: labels.en, kind, required: false, position },
    })
    return Number(id)
  }
  const size = await type('wielkosc', 'choice', 1)
  const district = await type('dzielnica', 'text', 2)
  const inspected = await type('przeglad', 'date', 3)
  await insert(
    db,
    'core_attribute_item',
    SIZES.map(({ key, pl, en }, at) => ({
      type_id: size,
      key,
      label_pl: pl,
      label_en: en,
      position: at + 1,
      ordinal: at + 1,
    })),
  )
  await db('core_revision').insert({ name: 'attributes', n: 1 })
  return { size, district, inspected }
}

/** Contractors of each estate at any size: a page of fifty and more. */
const ON_AN_ESTATE = 60

/** Contractors `from`…`to` of `all`: row, role, seat, phone, e-mail, three attribute values, search row. */
export async function seedContractors(
  db: Knex,
  from: number,
  to: number,
  { all, attributes, owner, search }: Given,
): Promise<void> {
  const itemIds = (await db('core_attribute_item')
    .where({ type_id: attributes.size })
    .orderBy('position')
    .pluck('id')) as number[]
  const rows: object[] = []
  const roles: object[] = []
  const addresses: object[] = []
  const contacts: object[] = []
  const values: object[] = []

  for (let id = from; id <= to; id += 1) {
    const roll = dice(id)
    const name = `${pick(trades, roll)} ${pick(names, roll)} ${id}`
    // Half of them sit in three towns, so that a town and a size fill a page of fifty at a thousand already.
    const town = towns[roll(2) === 0 ? roll(3) : roll(towns.length)]!
    const district = estateOf(id, all) ?? `${pick(names, roll)} ${roll(40) + 1}`
    const number = taxId(id * 7) ?? taxId(id * 7 + 1)
    const phone = `600${String(id).padStart(6, '0')}`
    const email = `biuro@firma${id}.example`
    const size = roll(SIZES.length)
    const base = made(daysAgo(roll(800), roll(60)), owner)
    const seat = polishKey(town).slice(0, 200)

    rows.push({
      ...{ id, ...base, kind: 'company', name, name_key: polishKey(name).slice(0, 200), display_name: name },
      ...{
        display_name_key: polishKey(name).slice(0, 200),
        tax_id: number,
        stage: STAGES[roll(STAGES.length)],
        owner_id: owner,
      },
      ...{ country: 'PL', city: town, city_key: seat },
    })
    roles.push({ contractor_id: id, role: pick(ROLES, roll) })
    const lines = `ul. ${pick(names, roll)} ${roll(120) + 1}`
    addresses.push({
      ...{
        ...base,
        contractor_id: id,
        kind: 'seat',
        lines,
        lines_key: polishKey(lines).slice(0, 200),
        postal_code: '00-950',
      },
      ...{ city: town, city_key: seat, country: 'PL' },
    })
    for (const [kind, value, normal] of [
      ['phone', phone, `+48${phone}`],
      ['email', email, email],
    ] as const) {
      contacts.push({
        ...base,
        contractor_id: id,
        kind,
        value,
        value_key: polishKey(value).slice(0, 200),
        normal,
        main: true,
      })
    }
    values.push(
      {
        ...{ record_id: id, type_id: attributes.size, position: 0, item_id: itemIds[size] },
        ...{ value: null, sort_key: String(size + 1).padStart(5, '0'), folded: null },
      },
      {
        ...{ record_id: id, type_id: attributes.district, position: 0, item_id: null },
        ...{ value: district, sort_key: polishKey(district).slice(0, 160), folded: fold(district) },
      },
      ...[`2026-0${roll(9) + 1}-${String(roll(28) + 1).padStart(2, '0')}`].map((day) => ({
        ...{ record_id: id, type_id: attributes.inspected, position: 0, item_id: null },
        ...{ value: day, sort_key: day, folded: null },
      })),
    )
    const text = [number, SIZES[size]!.pl, SIZES[size]!.en, district, phone, `+48${phone}`, email, email, town]
      .filter(Boolean)
      .join(' ')
    search.add({ entity: 'core.contractor', id, label: name, line: null, title: name, text })
  }

  await insert(db, 'core_contractor', rows)
  await insert(db, 'core_contractor_role_link', roles)
  await insert(db, 'core_address', addresses)
  await insert(db, 'core_contact', contacts)
  await insert(db, 'core_attribute_value', values)
}

interface Given {
  /** Contractors there will be. */
  readonly all: number
  readonly attributes: Attributes
  readonly owner: number
  readonly search: SearchRows
}

/** Spread evenly over all contractors, so that no order of the list has an estate in one place. */
function estateOf(id: number, all: number): string | null {
  const step = Math.floor(all / (estates.length * ON_AN_ESTATE))
  return id % step === 0 ? (estates[(id / step) % estates.length] ?? null) : null
}

function pick<T>(list: readonly T[], roll: (n: number) => number): T {
  return list[roll(list.length)]!
}
