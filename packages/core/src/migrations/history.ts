import type { Migration } from '../plugin/migrations.js'
import { auditChangeSet } from './0300-audit-change-set.js'
import { auditOfSet } from './0301-audit-of-set.js'
import { changeSetTable } from './0302-change-set.js'
import { binTable } from './0303-bin.js'
import { binFileTable } from './0304-bin-file.js'
import { auditSeal } from './0305-audit-seal.js'

/** 0300–0319: what happened, and what can be undone. */
export const historyMigrations: readonly Migration[] = [
  auditChangeSet,
  auditOfSet,
  changeSetTable,
  binTable,
  binFileTable,
  auditSeal,
]
