import type { Migration } from '../plugin/migrations.js'
import { unitTable } from './0100-unit.js'
import { roleTable } from './0101-role.js'
import { grantTable } from './0102-grant.js'
import { permissionTable } from './0103-permission.js'
import { operatorTable } from './0104-operator.js'
import { sessionTable } from './0105-session.js'
import { tokenTable } from './0106-token.js'
import { signInAttemptTable } from './0107-sign-in-attempt.js'
import { settingTable } from './0108-setting.js'
import { exampleTable } from './0109-example.js'
import { unitHead } from './0110-unit-head.js'

/** Who works here, what they may, and what the firm has set. */
export const peopleMigrations: readonly Migration[] = [
  unitTable,
  roleTable,
  grantTable,
  permissionTable,
  operatorTable,
  sessionTable,
  tokenTable,
  signInAttemptTable,
  settingTable,
  exampleTable,
  unitHead,
]
