import type { Knex } from 'knex'
import type { Guard } from '../plugin/define-plugin.js'
import { engineOf } from './connect.js'

/** How a guard's refusal begins, on both databases; the name of the guard follows. */
const SIGN = 'berberis-guard:'

/** Creates the triggers of `guards`, replacing those that are there. Their tables must exist. */
export async function raiseGuards(db: Knex, guards: readonly Guard[]): Promise<void> {
  await dropGuards(db, guards)
  for (const guard of guards) await db.raw(await triggerSql(db, guard))
}

/** Removes the triggers: before a migration of their tables, and while the example firm is taken away. */
export async function dropGuards(db: Knex, guards: readonly Guard[]): Promise<void> {
  for (const guard of guards) await db.raw(`drop trigger if exists ${triggerName(guard)}`)
}

/** The name of the guard that refused a statement, or null when the error is another one. */
export function guardOf(error: unknown): string | null {
  const message = error instanceof Error ? error.message : ''
  const at = message.indexOf(SIGN)
  return at < 0 ? null : (/^[a-z0-9._-]+/.exec(message.slice(at + SIGN.length))?.[0] ?? null)
}

async function triggerSql(db: Knex, guard: Guard): Promise<string> {
  const { name, table, refuses, when } = guard
  const conditions = [`(${when})`]
  if (refuses === 'update' && guard.except) conditions.push(await changesOther(db, table, guard.except))

  const head = `create trigger ${triggerName(guard)} before ${refuses} on ${table} for each row`
  if (engineOf(db) === 'sqlite')
    return `${head} when ${conditions.join(' and ')} begin select raise(abort, '${SIGN}${name}'); end`
  return `${head} if ${conditions.join(' and ')} then signal sqlstate '45000' set message_text = '${SIGN}${name}'; end if`
}

/** True in SQL when an update touches a column beside the excepted ones. */
async function changesOther(db: Knex, table: string, except: readonly string[]): Promise<string> {
  const columns = Object.keys(await db(table).columnInfo()).filter((column) => !except.includes(column))
  const differs =
    engineOf(db) === 'sqlite' ? (c: string) => `old.${c} is not new.${c}` : (c: string) => `not (old.${c} <=> new.${c})`
  return columns.length === 0 ? '1 = 0' : `(${columns.map((column) => differs(`\`${column}\``)).join(' or ')})`
}

/** Trigger names are one space per database, and at most 64 signs. */
function triggerName({ name, table, refuses }: Guard): string {
  return `${table}_${name}_${refuses}`.replace(/[^a-z0-9_]/g, '_').slice(0, 60)
}
