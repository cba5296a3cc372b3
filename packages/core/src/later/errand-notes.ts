import DataLoader from 'dataloader'
import type { Knex } from 'knex'
import { againOnCollision } from '../db/again.js'
import type { Kernel } from '../host/kernel.js'
import { LeaseLost, leaseEnd, type Claimed } from './claim.js'
import { later } from './clock.js'

/** The table of errands. */
export const ERRANDS = 'core_errand'

/** Milliseconds that a note waits for others to be written with. */
const HANDING_MS = 2
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

type Columns = Readonly<Record<string, Knex.Value | Knex.Raw>>
interface Note {
  readonly claimed: Claimed
  readonly columns: Columns
}

/**
 * Notes of several errands are one statement: a commit is what an errand costs, and one of ten notes costs hardly more
 * than one of one.
 */
export function errandNotes({ db, clock }: Kernel): ErrandNotes {
  const handing: Columns = { state: 'handing-over', lease_until: leaseEnd(db) }
  const handings = gathered<Claimed>(HANDING_MS, (all) =>
    writeAll(
      db,
      all.map((claimed) => ({ claimed, columns: handing })),
    ),
  )
  const outcomes = gathered<{ claimed: Claimed; outcome: Outcome }>(OUTCOME_MS, (all) => {
    const now = clock.now()
    return writeAll(
      db,
      all.map(({ claimed, outcome }) => ({ claimed, columns: columnsOf(outcome, now) })),
    )
  })

  return {
    handingOver: async (claimed) => void (await handings.load(claimed)),
    outcome: async (claimed, outcome) => void (await outcomes.load({ claimed, outcome })),
  }
}

function gathered<Given>(milliseconds: number, write: (all: readonly Given[]) => Promise<(true | LeaseLost)[]>) {
  return new DataLoader<Given, true>(write, {
    cache: false,
    maxBatchSize: MOST_TOGETHER,
    batchScheduleFn: (go) => void setTimeout(go, milliseconds),
  })
}

function columnsOf({ state, reason, answer, wait }: Outcome, now: string): Columns {
  const next =
    wait === null
      ? { due_at: now, owes_told: 1, ended_at: now }
      : { due_at: later(now, wait), owes_told: 0, ended_at: null }
  return { state, reason, answer, lease_until: null, ...next }
}

/** Rows of one token are one statement; whoever is not among the ids it answers has lost his lease. */
async function writeAll(db: Knex, notes: readonly Note[]): Promise<(true | LeaseLost)[]> {
  const ours = new Set<number>()
  for (const token of new Set(notes.map(({ claimed }) => claimed.token))) {
    const same = notes.filter(({ claimed }) => claimed.token === token)
    for (const id of await againOnCollision(() => write(db, token, same))) ours.add(id)
  }
  return notes.map(({ claimed: { id } }) => ours.has(id) || new LeaseLost(ERRANDS, id))
}

async function write(db: Knex, token: number, notes: readonly Note[]): Promise<readonly number[]> {
  const ids = notes.map(({ claimed }) => claimed.id)
  const columns = Object.keys(notes[0]?.columns ?? {})
  const ours = () => db(ERRANDS).where({ token }).whereIn('id', ids)
  const rows = await ours().update(Object.fromEntries(columns.map((column) => [column, valueOf(db, notes, column)])))
  // The token grows with every claim and is not changed here, so those that still bear it are the ones written.
  return rows === ids.length ? ids : ours().pluck('id')
}

/** One value where all agree, which is nearly always, and else one for each id. */
function valueOf(db: Knex, notes: readonly Note[], column: string): Knex.Value | Knex.Raw {
  const first = notes[0]?.columns[column] ?? null
  if (notes.every(({ columns }) => columns[column] === first)) return first
  const cases = notes.map(() => 'when ? then ?').join(' ')
  const values = notes.flatMap(({ claimed, columns }) => [claimed.id, columns[column] ?? null])
  return db.raw(`case id ${cases} end`, values)
}
