import DataLoader from 'dataloader'
import type { Knex } from 'knex'
import { againOnCollision } from '../db/again.js'
import { changeRaw, selectRaw } from '../db/select-raw.js'
import type { Kernel } from '../host/kernel.js'
import { LeaseLost, leaseEnd, type Claimed } from './claim.js'
import { later } from './clock.js'

/** The table of errands. */
export const ERRANDS = 'core_errand'

/** Milliseconds that a note waits for others to be written with. */
const HANDING_MS = 4
/** Nobody waits for an outcome, and whoever looks does so seconds later; a process that dies meanwhile leaves it uncertain. */
const OUTCOME_MS = 20
const MOST_TOGETHER = 100

/** What became of a try. */
export interface Outcome {
  readonly state: 'done' | 'failed' | 'uncertain' | 'pending'
  readonly reason: string | null
  /** JSON of at most 20 000 signs. */
  readonly answer: string | null
  /** Milliseconds until the next try; null when there is none. */
  readonly wait: number | null
}

/** How errands write down where they are. Both resolve when it is committed and throw LeaseLost. */
export interface ErrandNotes {
  /** It is about to reach the world; its lease begins anew. */
  handingOver(claimed: Claimed): Promise<void>
  /** Its try has ended so. */
  outcome(claimed: Claimed, outcome: Outcome): Promise<void>
}

type Value = string | number | null
/** What a note sets; a lease is said by the clock of the database. */
type Columns = Readonly<Record<string, Value | typeof LEASED>>
interface Note {
  readonly claimed: Claimed
  readonly columns: Columns
}

const LEASED = Symbol('a lease that begins now')
const HANDING: Columns = { state: 'handing-over', lease_until: LEASED }

/**
 * Notes of several errands are one statement, whatever they say: a commit is what an errand costs, and one of ten notes
 * costs hardly more than one of one. An outcome waits for others, but goes with the first handing over that is written.
 */
export function errandNotes({ db, clock }: Kernel): ErrandNotes {
  const hurry = new Set<() => void>()
  const notes = new DataLoader<Note, true>((all) => byToken(all, (same) => write(db, same)), {
    cache: false,
    maxBatchSize: MOST_TOGETHER,
    batchScheduleFn: (go) => {
      let timer = setTimeout(write, OUTCOME_MS)
      const sooner = () => {
        clearTimeout(timer)
        timer = setTimeout(write, HANDING_MS)
        hurry.delete(sooner)
      }
      function write() {
        hurry.delete(sooner)
        go()
      }
      hurry.add(sooner)
    },
  })

  return {
    async handingOver(claimed) {
      const noted = notes.load({ claimed, columns: HANDING })
      for (const sooner of hurry) sooner()
      await noted
    },
    async outcome(claimed, outcome) {
      await notes.load({ claimed, columns: columnsOf(outcome, clock.now()) })
    },
  }
}

function columnsOf({ state, reason, answer, wait }: Outcome, now: string): Columns {
  return {
    state,
    reason,
    answer,
    due_at: wait === null ? now : later(now, wait),
    owes_told: wait === null ? 1 : 0,
    ended_at: wait === null ? now : null,
    lease_until: null,
  }
}

/** Rows of one token are one statement; whoever is not among the ids it answers has lost his lease. */
async function byToken(
  all: readonly Note[],
  note: (same: readonly Note[]) => Promise<readonly number[]>,
): Promise<(true | LeaseLost)[]> {
  const ours = new Set<number>()
  for (const token of new Set(all.map(({ claimed }) => claimed.token))) {
    const same = all.filter(({ claimed }) => claimed.token === token)
    for (const id of await againOnCollision(() => note(same))) ours.add(id)
  }
  return all.map(({ claimed: { id } }) => ours.has(id) || new LeaseLost(ERRANDS, id))
}

/** By hand: what builds a statement would cost as much as the statement, and each mail has two. */
async function write(db: Knex, same: readonly Note[]): Promise<readonly number[]> {
  const ids = same.map(({ claimed }) => claimed.id)
  const where = `where token = ? and id in (${ids.map(() => '?').join(', ')})`
  const held = [same[0]?.claimed.token ?? 0, ...ids]
  const set = assigned(db, same)
  // Who lost the answer of the database writes again: an outcome that stands already is not owed to its plugin twice.
  const open = `${where} and state in ('claimed', 'handing-over')`
  const rows = await changeRaw(db, `update ${ERRANDS} set ${set.sql} ${open}`, [...set.bindings, ...held])
  if (rows === ids.length) return ids
  // The token grows with every claim and is not changed here, so those that still bear it are the ones written.
  const written = await selectRaw<{ id: number }>(db, `select id from ${ERRANDS} ${where}`, held)
  return written.map(({ id }) => id)
}

/** One value where all agree, which is nearly always, and else one for each id; a row that says nothing keeps its own. */
function assigned(db: Knex, notes: readonly Note[]): { readonly sql: string; readonly bindings: readonly Value[] } {
  const bindings: Value[] = []
  const one = (value: Value | typeof LEASED | undefined) => {
    if (value === LEASED) return leaseEnd(db)
    bindings.push(value ?? null)
    return '?'
  }
  const names = new Set(notes.flatMap(({ columns }) => Object.keys(columns)))
  const parts = [...names].map((name) => {
    const [first] = notes
    if (notes.every(({ columns }) => name in columns && columns[name] === first?.columns[name]))
      return `${name} = ${one(first?.columns[name])}`
    const cases = notes.flatMap(({ claimed, columns }) => {
      if (!(name in columns)) return []
      bindings.push(claimed.id)
      return [`when ? then ${one(columns[name])}`]
    })
    return `${name} = case id ${cases.join(' ')} else ${name} end`
  })
  return { sql: parts.join(', '), bindings }
}
