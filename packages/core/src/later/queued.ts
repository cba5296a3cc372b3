import type { Knex } from 'knex'
import type { Ctx } from '../ctx.js'

const listening = new WeakMap<Knex, () => void>()

/** Has `told` called when something for later is queued in a transaction, so that it can be looked at after commit. */
export function whenQueued(db: Knex, told: () => void): void {
  listening.set(db, told)
}

/** Says that something was queued in this transaction. */
export function tellQueued({ db }: Pick<Ctx, 'db'>): void {
  listening.get(db)?.()
}
