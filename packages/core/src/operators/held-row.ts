import type { Knex } from 'knex'
import type { Locale } from '../ctx.js'
import type { RevisionName, Revisions } from '../entity/revision.js'
import type { StandInRow } from './substitution/stand-in.js'

/** An operator as every request reads him. */
export interface OperatorRow {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly locale: Locale
  readonly unit_id: number | null
  readonly role_id: number
  readonly preferences: string | null
  readonly deactivated_at: string | null
  readonly kind: string
  readonly totp_confirmed_at: string | null
}

/** With what holds him in, and the revisions. */
export interface HeldRow extends OperatorRow {
  readonly held_id: number
  readonly of_access: Raised
  readonly of_attributes: Raised
  readonly of_settings: Raised
  readonly of_event_types: Raised
  readonly of_contractor_roles: Raised
  readonly of_webhooks: Raised
}

/** Null for one that was never raised. */
type Raised = number | string | null

/** A session and whose it is. */
export interface SessionRow extends HeldRow, StandInRow {
  readonly seen_at: string
  readonly ends_at: string
  readonly idle_minutes: number
}

/** An API token and whose it is. */
export interface TokenRow extends HeldRow {
  readonly expires_on: string
  readonly revoked_at: string | null
  readonly last_used_at: string | null
  readonly read_only: boolean | number
  readonly permissions: string | null
}

/** Columns of an `OperatorRow`, of the table `o`. */
export const OPERATOR = [
  'id',
  'login',
  'name',
  'locale',
  'unit_id',
  'role_id',
  'preferences',
  'deactivated_at',
  'kind',
  'totp_confirmed_at',
].map((name) => `o.${name}`)

/** Revisions come along, so that what is kept in memory costs a request no query of its own. */
export function operatorOf(db: Knex, table: 'core_session' | 'core_token') {
  const revision = (name: RevisionName, as: string) => db('core_revision').where({ name }).select('n').as(as)

  return db(`${table} as held`)
    .join('core_operator as o', 'o.id', 'held.operator_id')
    .select(
      ...OPERATOR,
      'held.id as held_id',
      revision('access', 'of_access'),
      revision('attributes', 'of_attributes'),
      revision('settings', 'of_settings'),
      revision('event-types', 'of_event_types'),
      revision('contractor-roles', 'of_contractor_roles'),
      revision('webhooks', 'of_webhooks'),
    )
}

/** The revisions as they were when the row was read. */
export function revisionsOf(row: HeldRow): Revisions {
  const all = {
    access: row.of_access,
    attributes: row.of_attributes,
    settings: row.of_settings,
    'event-types': row.of_event_types,
    'contractor-roles': row.of_contractor_roles,
    webhooks: row.of_webhooks,
  }
  return new Map(Object.entries(all satisfies Record<RevisionName, Raised>).map(([name, n]) => [name, Number(n ?? 0)]))
}
