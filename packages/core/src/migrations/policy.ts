import type { Migration } from '../plugin/migrations.js'
import { substitutionTable } from './0430-substitution.js'
import { sessionActing } from './0431-session-acting.js'
import { shareTable } from './0432-share.js'

/** Standing in for somebody, and sharing. */
export const policyMigrations: readonly Migration[] = [substitutionTable, sessionActing, shareTable]
