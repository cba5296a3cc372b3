import { polishKey, type Knex } from '@berberis/core'
import { daysAgo, insert, made } from './insert.js'

/** One contractor of so many has a value of the last type. */
const HAS_LAST = 20

/** Types of contractors until there are `all`; the last, `cecha-<all>`, is a number that some contractors have. */
export async function seedMoreTypes(db: Knex, all: number, contractors: number): Promise<void> {
  const rows = Array.from({ length: all - 3 }, (_, at) => {
    const n = at + 4
    const label = `Cecha ${n}`
    const is = { entity: 'core.contractor', key: `cecha-${n}`, label_pl: label, label_en: `Trait ${n}`, position: n }
    return { ...made(daysAgo(900), null), ...is, kind: n === all ? 'number' : 'text', required: false }
  })
  await insert(db, 'core_attribute_type', rows)
  const last: { id: number } = await db('core_attribute_type')
    .where({ key: `cecha-${all}` })
    .first('id')
  const values: object[] = []
  for (let id = HAS_LAST; id <= contractors; id += HAS_LAST) {
    const value = String((id * 7919) % 1000)
    const sort_key = value.padStart(20, '0')
    values.push({ record_id: id, type_id: last.id, position: 0, item_id: null, value, sort_key, folded: null })
  }
  await insert(db, 'core_attribute_value', values)
}

/** A project of the owner's with the first `cases` cases. */
export async function seedProject(db: Knex, owner: number, cases: number): Promise<void> {
  const name = 'Modernizacja osiedla'
  const is = { name, name_key: polishKey(name), active_name: polishKey(name), owner_id: owner }
  await insert(db, 'projects_project', [{ id: 1, ...made(daysAgo(300), owner), ...is }])
  const rows = Array.from({ length: cases }, (_, at) => ({ case_id: at + 1, project_id: 1 }))
  await insert(db, 'projects_case', rows)
}

/** Colleagues of the owner, of the same role; their ids. */
export async function seedPeople(db: Knex, owner: number, count: number): Promise<readonly number[]> {
  const { id: _, ...same }: { id: number } = await db('core_operator').where({ id: owner }).first()
  const rows = Array.from({ length: count }, (_none, at) => {
    const name = `Osoba ${at + 1}`
    return { ...same, login: `osoba${at + 1}`, name, name_key: polishKey(name) }
  })
  await insert(db, 'core_operator', rows)
  return db('core_operator').whereNot({ id: owner }).orderBy('id').pluck<number[]>('id')
}
