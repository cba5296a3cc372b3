import DataLoader from 'dataloader'
import type { Knex } from 'knex'
import { againOnCollision } from '../db/again.js'
import type { Kernel } from '../host/kernel.js'
import { LeaseLost, leaseEnd, type Claimed } from './claim.js'

/** The table of errands. */
export const ERRANDS = 'core_errand'

/** Milliseconds an outcome waits for others to be written with; nobody waits for it, and the next mail is under way. */
const OUTCOME_MS = 20
const HANDING_MS = 2
const MOST_TOGETHER = 100

/** What is written of an errand when its try has ended. */
export interface Outcome {
  readonly state: 'done' | 'failed' | 'uncertain' | 'pending'
  readonly reason: string | null
  readonly due_at: string
  readonly owes_told: 0 | 1
  readonly ended_at: string | null
  /** JSON of at most 20 000 signs. */
  readonly answer: string | null
}

/** How errands write down where they are. Both resolve when it is committed and throw LeaseLost. */
export interface ErrandNotes {
  /** It is about to reach the world; its lease begins anew. */
  handingOver(claimed: Claimed): Promise<void>
  /** Its try has ended so. */
  outcome(claimed: Claimed, outcome: Outcome): Promise<void>
}

interface Note {
  readonly claimed: Claimed
  readonly columns: Readonly<Record<string, Knex.Value | Knex.Raw>>
}

/**
 * Notes of several errands are one statement: a commit is what an errand costs, and one of ten notes costs hardly more
 * than one of one. „Handing over” is written at once, with all that came in the same turn and the outcomes that wait.
 */
export function errandNotes({ db }: Kernel): ErrandNotes {
  const flush = flushing()
  const lease = leaseEnd(db)
  const notes = new DataLoader<Note, true>((all) => writeAll(db, all), {
    cache: false,
    maxBatchSize: MOST_TOGETHER,
    batchScheduleFn: flush.next,
  })

  return {
    async handingOver(claimed) {
      const written = notes.load({ claimed, columns: { state: 'handing-over', lease_until: lease } })
      flush.now()
      await written
    },
    async outcome(claimed, outcome) {
      const written = notes.load({ claimed, columns: { ...outcome, lease_until: null } })
      flush.soon()
      await written
    },
  }
}

/** When the notes that have gathered are written. */
function flushing() {
  const gathered: (() => void)[] = []
  const now = () => gathered.splice(0).forEach((write) => write())

  return {
    next: (write: () => void) => void gathered.push(write),
    now: () => void setTimeout(now, HANDING_MS),
    soon: () => void setTimeout(now, OUTCOME_MS),
  }
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
  const columns = new Set(notes.flatMap((note) => Object.keys(note.columns)))
  const values = Object.fromEntries([...columns].map((column) => [column, valueOf(db, notes, column)]))
  const ours = () => db(ERRANDS).where({ token }).whereIn('id', ids)
  const rows = await ours().update(values)
  // The token grows with every claim and is not changed here, so those that still bear it are the ones written.
  return rows === ids.length ? ids : ours().pluck('id')
}

/** One value where all agree, and else one for each id; who says nothing of a column keeps what is there. */
function valueOf(db: Knex, notes: readonly Note[], column: string): Knex.Value | Knex.Raw {
  const first = notes[0]?.columns[column]
  if (first !== undefined && notes.every(({ columns }) => columns[column] === first)) return first
  const saying = notes.filter(({ columns }) => columns[column] !== undefined)
  const cases = saying.map(() => 'when ? then ?').join(' ')
  const values = saying.flatMap(({ claimed, columns }) => [claimed.id, columns[column] ?? null])
  return db.raw(`case id ${cases} else ?? end`, [...values, column])
}
