import type { Knex } from 'knex'

/** Today's substitution of whoever sits there. */
export interface StandIn {
  readonly substitutionId: number
  /** Name of the one who is away. */
  readonly name: string
  /** Last local day. */
  readonly until: string
  readonly acting: boolean
}

/** What comes along with a session: whom it acts for, today's substitution, who is away. */
export interface StandInRow {
  readonly acting_id: number | null
  readonly stand_in_id: number | null
  readonly stand_in_until: string
  /** Null without a substitution, and when he was sent home since; so are the others. */
  readonly away_id: number | null
  readonly away_login: string
  readonly away_name: string
  readonly away_unit_id: number | null
  readonly away_role_id: number
}

/**
 * Adds to a query of sessions (`held`) and their operators (`o`) for whom they may stand in on a local day. One substitute
 * stands in for one person a day, so no row comes twice.
 */
export function withStandIn(query: Knex.QueryBuilder, today: string): Knex.QueryBuilder {
  return query
    .leftJoin('core_substitution as s', (on) => {
      on.on('s.substitute_id', 'o.id').andOnVal('s.first_day', '<=', today).andOnVal('s.last_day', '>=', today)
    })
    .leftJoin('core_operator as a', (on) => {
      on.on('a.id', 's.absent_id').andOnNull('a.deactivated_at')
    })
    .select({
      acting_id: 'held.acting_id',
      stand_in_id: 's.id',
      stand_in_until: 's.last_day',
      away_id: 'a.id',
      away_login: 'a.login',
      away_name: 'a.name',
      away_unit_id: 'a.unit_id',
      away_role_id: 'a.role_id',
    })
}

export function standInOf({ stand_in_id, stand_in_until, acting_id, away_id, away_name }: StandInRow): StandIn | null {
  if (stand_in_id === null || away_id === null) return null
  return { substitutionId: stand_in_id, name: away_name, until: stand_in_until, acting: acting_id === stand_in_id }
}

/** The columns of an operator that are the absent one's; language and looks stay those of the one who sits there. */
export function awayOf({ away_id, away_login, away_name, away_unit_id, away_role_id }: StandInRow) {
  if (away_id === null) throw new Error('nobody is away')
  return { id: away_id, login: away_login, name: away_name, unit_id: away_unit_id, role_id: away_role_id }
}
