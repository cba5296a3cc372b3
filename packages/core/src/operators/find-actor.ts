import type { Knex } from 'knex'
import type { Actor, Registry } from '../ctx.js'
import type { Revisions } from '../entity/revision.js'
import type { Scope } from '../plugin/permissions.js'
import { Refusal } from '../plugin/refusal.js'
import { addMinutes } from '../time/instant.js'
import { type Access, grantsOf, loadAccess } from './access.js'
import { OPERATOR, operatorOf, type OperatorRow, revisionsOf, type SessionRow, type TokenRow } from './held-row.js'
import { digest } from './secrets.js'
import { awayOf, type StandIn, standInOf, withStandIn } from './substitution/stand-in.js'

/** How exactly it is kept when a session or a token was last used. */
const NOTED_EVERY_MINUTES = 1
const TOKEN = /^bbs_[\w-]{43}$/

export interface FoundSession {
  readonly actor: Actor
  /** UTC instant at which it ends unless it is used before. */
  readonly endsAt: string
  /** For whom he may stand in today, and whether he does; null when for nobody. */
  readonly standIn: StandIn | null
  /** He has to set up a second factor before anything else. */
  readonly factorWanted: boolean
  /** As they were when the session was read. */
  readonly revisions: Revisions
}

/**
 * Whose session this is, or null: unknown, ended, idle for too long, or its operator was deactivated. One query; rights
 * come from a copy that is as old as the last change of them. A session that acts for somebody is his own again from the first
 * moment of the day after the substitution. `token` is the cookie's value, `now` a UTC instant, `today` a local day.
 */
export async function findSession(
  db: Knex,
  registry: Registry,
  token: string,
  { now, today }: Pick<Bearing, 'now' | 'today'>,
): Promise<FoundSession | null> {
  if (token.length !== 43) return null
  const row: SessionRow | undefined = await withStandIn(operatorOf(db, 'core_session'), today)
    .where('held.token_hash', digest(token))
    .select('held.seen_at', 'held.ends_at', 'held.idle_minutes')
    .first()
  if (!row || row.deactivated_at !== null || row.ends_at <= now) return null
  if (addMinutes(row.seen_at, row.idle_minutes) <= now) return null
  if (addMinutes(row.seen_at, NOTED_EVERY_MINUTES) <= now) await note(db, 'core_session', row.held_id, { seen_at: now })

  const revisions = revisionsOf(row)
  const access = await loadAccess(db, revisions.get('access'))
  const standIn = standInOf(row)
  const actor = actorOf(
    access,
    registry,
    standIn?.acting ? { ...row, ...awayOf(row) } : row,
    standIn?.acting ? row : null,
  )
  const idleAt = addMinutes(now, row.idle_minutes)
  return {
    actor,
    standIn,
    endsAt: idleAt < row.ends_at ? idleAt : row.ends_at,
    factorWanted: wantsFactor(access, row, actor.roleId),
    revisions,
  }
}

export interface Bearing {
  readonly now: string
  /** Today in the company's zone. */
  readonly today: string
  /** False for GET and HEAD, which a read-only token is good for. */
  readonly writing: boolean
}

export interface FoundToken {
  readonly actor: Actor
  /** Its owner has to set up a second factor before anything else. */
  readonly factorWanted: boolean
  readonly revisions: Revisions
}

/**
 * Whose API token this is, or null: unknown, revoked, expired, or dead with its owner. His rights are cut to the token's
 * list. Throws 403 `core.token-read-only` when a change is asked for with a token that may only read.
 */
export async function findToken(
  db: Knex,
  registry: Registry,
  bearer: string,
  { now, today, writing }: Bearing,
): Promise<FoundToken | null> {
  if (!TOKEN.test(bearer)) return null
  const row: TokenRow | undefined = await operatorOf(db, 'core_token')
    .where('held.token_hash', digest(bearer))
    .select('held.expires_on', 'held.revoked_at', 'held.last_used_at', 'held.read_only', 'held.permissions')
    .first()
  if (!row || row.deactivated_at !== null || row.revoked_at !== null || row.expires_on < today) return null
  if (writing && Boolean(row.read_only)) throw new Refusal('core.token-read-only', { status: 403 })
  if (row.last_used_at === null || addMinutes(row.last_used_at, NOTED_EVERY_MINUTES) <= now)
    await note(db, 'core_token', row.held_id, { last_used_at: now })

  const revisions = revisionsOf(row)
  const access = await loadAccess(db, revisions.get('access'))
  const actor = actorOf(access, registry, row)
  const factorWanted = wantsFactor(access, row, row.role_id)
  const listed = row.permissions === null ? null : (JSON.parse(row.permissions) as readonly string[])
  return { actor: listed === null ? actor : cutTo(actor, listed), factorWanted, revisions }
}

/** The actor of an operator's id as he is now; null when there is none or he was deactivated. For tests and the console. */
export async function actorById(db: Knex, registry: Registry, id: number): Promise<Actor | null> {
  const row: OperatorRow | undefined = await db('core_operator as o')
    .where({ 'o.id': id })
    .select(...OPERATOR)
    .first()
  if (!row || row.deactivated_at !== null) return null

  return actorOf(await loadAccess(db), registry, row)
}

/**
 * The same for an absent operator in whose place another sits; null as well when the substitution is not in force on that
 * local day, or the substitute was deactivated. Language and looks are those of the one who sits there.
 */
export async function actingActor(
  db: Knex,
  registry: Registry,
  { id, sittingId, today }: { readonly id: number; readonly sittingId: number; readonly today: string },
): Promise<Actor | null> {
  const rows: OperatorRow[] = await db('core_operator as o')
    .whereIn('o.id', [id, sittingId])
    .whereNull('o.deactivated_at')
    .whereExists(
      db('core_substitution')
        .where({ absent_id: id, substitute_id: sittingId })
        .where('first_day', '<=', today)
        .where('last_day', '>=', today),
    )
    .select(...OPERATOR)
  const [away, sitting] = [id, sittingId].map((one) => rows.find((row) => row.id === one))
  if (!away || !sitting) return null

  const { locale, preferences } = sitting
  return actorOf(await loadAccess(db), registry, { ...away, locale, preferences }, sitting)
}

async function note(db: Knex, table: string, id: number, change: Readonly<Record<string, string>>): Promise<void> {
  await db(table).where({ id }).update(change)
}

function actorOf(access: Access, registry: Registry, row: OperatorRow, sitting: OperatorRow | null = null): Actor {
  const rights = access.roles.get(row.role_id)
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    locale: row.locale,
    unitId: row.unit_id,
    roleId: row.role_id,
    roleName: rights?.name ?? '',
    administrator: rights?.administrator ?? false,
    grants: grantsOf(access, registry, row.role_id),
    department: access.department(row.id, row.unit_id),
    preferences: row.preferences ? (JSON.parse(row.preferences) as Record<string, string>) : {},
    shares: access.shares(row.id),
    sitting: sitting && { id: sitting.id, name: sitting.name },
  }
}

/** A person whose role, or that of the one he acts for, needs a second factor, and who has none. Programs have none. */
function wantsFactor(access: Access, { kind, role_id, totp_confirmed_at }: OperatorRow, actingRole: number): boolean {
  if (kind !== 'person' || totp_confirmed_at !== null) return false
  return [role_id, actingRole].some((id) => access.roles.get(id)?.requiresTotp ?? false)
}

/** A token with a list is nobody's administrator: what is installed later is not on its list. */
function cutTo(actor: Actor, permissions: readonly string[]): Actor {
  const listed = new Set(permissions)
  const grants: ReadonlyMap<string, Scope> = new Map([...actor.grants].filter(([id]) => listed.has(id)))

  return { ...actor, administrator: false, grants }
}
