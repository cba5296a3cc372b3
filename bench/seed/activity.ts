import { polishKey, type Knex } from '@berberis/core'
import { daysAgo, insert, made } from './insert.js'
import type { SearchRows } from './search-rows.js'
import { dice, doings, matters } from './words.js'

const TYPES = ['call', 'email', 'offer', 'meeting', 'order', 'complaint']

/** `cases` cases and `events` events for each of the contractors `from`…`to`; most events are done, some are planned. */
export async function seedActivity(
  db: Knex,
  from: number,
  to: number,
  {
    cases,
    events,
    owners,
    search,
  }: {
    readonly cases: number
    readonly events: number
    readonly owners: readonly number[]
    readonly search: SearchRows
  },
): Promise<void> {
  const caseRows: object[] = []
  const eventRows: object[] = []

  for (let contractor = from; contractor <= to; contractor += 1) {
    const roll = dice(contractor + 7_000_000)
    const owner = owners[contractor % owners.length]!
    for (let n = 0; n < cases; n += 1) {
      const id = (contractor - 1) * cases + n + 1
      const name = `${matters[roll(matters.length)]} ${n + 1}`
      const number = `S/${id}/2026`
      caseRows.push({
        ...{ id, ...made(daysAgo(roll(700)), owner), number, number_key: key(number), name, name_key: key(name) },
        ...{ contractor_id: contractor, contractor_role: 'client', trade: 'selling', owner_id: owner },
      })
      search.add({ entity: 'core.case', id, label: name, line: null, title: name, text: number })
    }
    for (let n = 0; n < events; n += 1) {
      const id = (contractor - 1) * events + n + 1
      const subject = doings[roll(doings.length)]!
      const days = roll(600)
      const planned = n % 10 === 9
      const at = planned ? daysAgo(-1 - roll(30), roll(60)) : daysAgo(days, roll(60))
      eventRows.push({
        ...{ id, ...made(daysAgo(days), owner), type: TYPES[roll(TYPES.length)], contractor_id: contractor },
        ...{
          case_id: (contractor - 1) * cases + (n % cases) + 1,
          subject,
          subject_key: key(subject),
          shows: 'busy',
          owner_id: owner,
        },
        ...{
          state: planned ? 'planned' : 'done',
          at,
          planned_from: planned ? at : null,
          done_from: planned ? null : at,
          done_to: planned ? null : at,
        },
      })
      search.add({ entity: 'core.event', id, label: subject, line: null, title: subject, text: '' })
    }
  }
  await insert(db, 'core_case', caseRows)
  await insert(db, 'core_event', eventRows)
}

const key = (text: string): string => polishKey(text).slice(0, 200)
