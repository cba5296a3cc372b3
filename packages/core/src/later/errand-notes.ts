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

type Value = string | number | null
interface Ended {
  readonly claimed: Claimed
  readonly outcome: Outcome
}

/**
 * Notes of several errands are one statement: a commit is what an errand costs, and one of ten notes costs hardly more
 * than one of one.
 */
export function errandNotes({ db, clock }: Kernel): ErrandNotes {
  const handings = gathered<Claimed>(HANDING_MS, (all) =>
    byToken(all, (same) => write(db, same, `state = 'handing-over', lease_until = ${leaseEnd(db)}`, [])),
  )
  const outcomes = gathered<Ended>(OUTCOME_MS, (all) => {
    const now = clock.now()
    const columns = new Map(all.map(({ claimed, outcome }) => [claimed.id, columnsOf(outcome, now)]))
    return byToken(
      all.map(({ claimed }) => claimed),
      (same) => {
        const { sql, bindings } = assigned(same, columns)
        return write(db, same, sql, bindings)
      },
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

function columnsOf({ state, reason, answer, wait }: Outcome, now: string): readonly (readonly [string, Value])[] {
  return [
    ['state', state],
    ['reason', reason],
    ['answer', answer],
    ['due_at', wait === null ? now : later(now, wait)],
    ['owes_told', wait === null ? 1 : 0],
    ['ended_at', wait === null ? now : null],
    ['lease_until', null],
  ]
}

/** Rows of one token are one statement; whoever is not among the ids it answers has lost his lease. */
async function byToken(
  all: readonly Claimed[],
  note: (same: readonly Claimed[]) => Promise<readonly number[]>,
): Promise<(true | LeaseLost)[]> {
  const ours = new Set<number>()
  for (const token of new Set(all.map((one) => one.token))) {
    const same = all.filter((one) => one.token === token)
    for (const id of await againOnCollision(() => note(same))) ours.add(id)
  }
  return all.map(({ id }) => ours.has(id) || new LeaseLost(ERRANDS, id))
}

/** One value where all agree, which is nearly always, and else one for each id. */
function assigned(same: readonly Claimed[], columns: ReadonlyMap<number, ReturnType<typeof columnsOf>>) {
  const rows = same.map(({ id }) => ({ id, columns: columns.get(id) ?? [] }))
  const parts = (rows[0]?.columns ?? []).map(([column, first], at) => {
    const values = rows.map((row) => row.columns[at]?.[1] ?? null)
    if (values.every((value) => value === first)) return { sql: `${column} = ?`, bindings: [first] }
    const cases = rows.map(() => 'when ? then ?').join(' ')
    return {
      sql: `${column} = case id ${cases} end`,
      bindings: rows.flatMap(({ id }, row) => [id, values[row] ?? null]),
    }
  })
  return { sql: parts.map(({ sql }) => sql).join(', '), bindings: parts.flatMap(({ bindings }) => bindings) }
}

/** By hand: what builds a statement would cost as much as the statement, and each mail has two. */
async function write(
  db: Knex,
  same: readonly Claimed[],
  set: string,
  bindings: readonly Value[],
): Promise<readonly number[]> {
  const ids = same.map(({ id }) => id)
  const where = `where token = ? and id in (${ids.map(() => '?').join(', ')})`
  const held = [same[0]?.token ?? 0, ...ids]
  const rows = await changeRaw(db, `update ${ERRANDS} set ${set} ${where}`, [...bindings, ...held])
  if (rows === ids.length) return ids
  // The token grows with every claim and is not changed here, so those that still bear it are the ones written.
  const written = await selectRaw<{ id: number }>(db, `select id from ${ERRANDS} ${where}`, held)
  return written.map(({ id }) => id)
}
